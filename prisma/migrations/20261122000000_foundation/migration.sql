-- CreateEnum
CREATE TYPE "bucket" AS ENUM ('CONSISTENT', 'INCONSISTENT', 'NEW', 'DEAD');

-- CreateEnum
CREATE TYPE "investigation_status" AS ENUM ('OPEN', 'RESOLVED', 'UNRESOLVED');

-- CreateEnum
CREATE TYPE "investigation_source" AS ENUM ('ROBOT', 'BACKFILL');

-- CreateEnum
CREATE TYPE "reason_code" AS ENUM ('SUPPLIER_FAULT', 'OUR_FAULT', 'FORMAT_CHANGED', 'DUPLICATE', 'FALSE_ALARM', 'OTHER');

-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- CreateTable
CREATE TABLE "company" (
    "id" SERIAL NOT NULL,
    "slug" VARCHAR(64) NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "time_zone" VARCHAR(64) NOT NULL,
    "warehouse_database" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "seq" BIGINT,
    "company_id" INTEGER NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "entity_id" VARCHAR(64) NOT NULL,
    "actor" VARCHAR(128) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_counter" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" UUID NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "pruned_through" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "event_counter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "company_id" INTEGER NOT NULL,
    "supid" INTEGER NOT NULL,
    "name" VARCHAR(256),
    "owner" VARCHAR(128),
    "contact" VARCHAR(256),
    "admin_url" VARCHAR(1024),
    "paused_until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("company_id","supid")
);

-- CreateTable
CREATE TABLE "cadence_profile" (
    "company_id" INTEGER NOT NULL,
    "supid" INTEGER NOT NULL,
    "success_days" INTEGER NOT NULL,
    "median_gap_days" INTEGER,
    "sd_gap" DOUBLE PRECISION,
    "days_since_last" INTEGER NOT NULL,
    "last_success_date" DATE NOT NULL,
    "bucket" "bucket" NOT NULL,
    "is_anomaly" BOOLEAN NOT NULL,
    "times_own_rhythm" DOUBLE PRECISION,
    "as_of" DATE NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "cadence_profile_pkey" PRIMARY KEY ("company_id","supid")
);

-- CreateTable
CREATE TABLE "cadence_bucket_change" (
    "company_id" INTEGER NOT NULL,
    "supid" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "from_bucket" "bucket",
    "to_bucket" "bucket" NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "cadence_bucket_change_pkey" PRIMARY KEY ("company_id","supid","date")
);

-- CreateTable
CREATE TABLE "cadence_daily" (
    "company_id" INTEGER NOT NULL,
    "supid" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "had_file" BOOLEAN NOT NULL,
    "attempts" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "last_stage" VARCHAR(32),

    CONSTRAINT "cadence_daily_pkey" PRIMARY KEY ("company_id","supid","date")
);

-- CreateTable
CREATE TABLE "investigation" (
    "id" UUID NOT NULL,
    "company_id" INTEGER NOT NULL,
    "identity" BYTEA NOT NULL,
    "event_at" TIMESTAMPTZ(6) NOT NULL,
    "supid" INTEGER NOT NULL,
    "error_id" INTEGER NOT NULL,
    "error_text" VARCHAR(128) NOT NULL,
    "stage" VARCHAR(32) NOT NULL,
    "file_path" VARCHAR(1024),
    "extra" JSONB,
    "source" "investigation_source" NOT NULL,
    "status" "investigation_status" NOT NULL DEFAULT 'OPEN',
    "note" TEXT,
    "reason_code" "reason_code",
    "investigator" VARCHAR(128),
    "investigated_at" TIMESTAMPTZ(6),
    "assignee" VARCHAR(128),
    "snoozed_until" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "investigation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfill_watermark" (
    "company_id" INTEGER NOT NULL,
    "through_date" DATE NOT NULL,

    CONSTRAINT "backfill_watermark_pkey" PRIMARY KEY ("company_id")
);

-- CreateTable
CREATE TABLE "job_run" (
    "id" UUID NOT NULL,
    "company_id" INTEGER NOT NULL,
    "job" VARCHAR(64) NOT NULL,
    "for_date" DATE NOT NULL,
    "state" "job_state" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(6) NOT NULL,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "rows" INTEGER,
    "progress" TEXT,
    "error" TEXT,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "company_slug_key" ON "company"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "event_seq_key" ON "event"("seq");

-- CreateIndex
-- Events lie in the order of their time, so a few kilobytes find the old ones.
CREATE INDEX "event_at_idx" ON "event" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "event_company_id_seq_idx" ON "event"("company_id", "seq");

-- CreateIndex
CREATE INDEX "event_company_id_entity_id_id_idx" ON "event"("company_id", "entity_id", "id");

-- CreateIndex
CREATE INDEX "cadence_profile_company_id_bucket_supid_idx" ON "cadence_profile"("company_id", "bucket", "supid");

-- CreateIndex
CREATE INDEX "cadence_bucket_change_company_id_date_idx" ON "cadence_bucket_change"("company_id", "date");

-- CreateIndex
CREATE INDEX "cadence_daily_company_id_date_idx" ON "cadence_daily"("company_id", "date");

-- CreateIndex
-- The columns it includes let the dashboard count a day without visiting the table.
CREATE INDEX "investigation_company_id_event_at_id_idx" ON "investigation"("company_id", "event_at" DESC, "id" DESC) INCLUDE ("supid", "error_id", "stage", "status");

-- CreateIndex
CREATE INDEX "investigation_company_id_supid_event_at_id_idx" ON "investigation"("company_id", "supid", "event_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "investigation_company_id_identity_key" ON "investigation"("company_id", "identity");

-- CreateIndex
CREATE INDEX "job_run_company_id_job_queued_at_idx" ON "job_run"("company_id", "job", "queued_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "job_run_company_id_job_for_date_key" ON "job_run"("company_id", "job", "for_date");

-- AddForeignKey
ALTER TABLE "supplier" ADD CONSTRAINT "supplier_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cadence_profile" ADD CONSTRAINT "cadence_profile_company_id_supid_fkey" FOREIGN KEY ("company_id", "supid") REFERENCES "supplier"("company_id", "supid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cadence_bucket_change" ADD CONSTRAINT "cadence_bucket_change_company_id_supid_fkey" FOREIGN KEY ("company_id", "supid") REFERENCES "supplier"("company_id", "supid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cadence_daily" ADD CONSTRAINT "cadence_daily_company_id_supid_fkey" FOREIGN KEY ("company_id", "supid") REFERENCES "supplier"("company_id", "supid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investigation" ADD CONSTRAINT "investigation_company_id_supid_fkey" FOREIGN KEY ("company_id", "supid") REFERENCES "supplier"("company_id", "supid") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's models cannot say.

-- The queue: a few thousand open cases among millions, newest first. With when a case sleeps until, the
-- index alone can count it: a fifth of the time for 44,000 open cases, which lie on 20,000 pages.
CREATE INDEX "investigation_queue_idx" ON "investigation"("company_id", "event_at" DESC, "id" DESC) INCLUDE ("snoozed_until") WHERE "status" = 'OPEN';

-- Backfilled failures that no robot has reported yet; asked at every report.
CREATE INDEX "investigation_backfilled_idx" ON "investigation"("company_id", "supid", "error_id", "event_at") WHERE "source" = 'BACKFILL';

-- What the sequencer has still to number.
CREATE INDEX "event_unsequenced_idx" ON "event"("id") WHERE "seq" IS NULL;

ALTER TABLE "event_counter" ADD CONSTRAINT "event_counter_single" CHECK ("id" = 1);
INSERT INTO "event_counter" ("epoch") VALUES (gen_random_uuid());

-- The one company there is until accounts exist.
INSERT INTO "company" ("slug", "name", "time_zone", "warehouse_database")
VALUES ('default', 'Default company', 'Europe/Moscow', 'sup_stat');
