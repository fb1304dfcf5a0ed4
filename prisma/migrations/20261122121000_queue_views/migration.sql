-- Named views of the queue, what a company says of its errors, and the order in which a supplier is edited.

CREATE TYPE "language" AS ENUM ('EN', 'RU');

CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "company_id" INTEGER NOT NULL,
    "owner_id" VARCHAR(64),
    "name" VARCHAR(64) NOT NULL,
    "state" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "error_guide" (
    "company_id" INTEGER NOT NULL,
    "error_id" INTEGER NOT NULL,
    "language" "language" NOT NULL,
    "meaning" VARCHAR(2000) NOT NULL,
    "usual_cause" VARCHAR(2000) NOT NULL,
    "what_to_do" VARCHAR(2000) NOT NULL,
    "updated_by" VARCHAR(128) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "error_guide_pkey" PRIMARY KEY ("company_id","error_id","language")
);

ALTER TABLE "supplier" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

CREATE INDEX "saved_view_company_id_owner_id_idx" ON "saved_view"("company_id", "owner_id");

ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "error_guide" ADD CONSTRAINT "error_guide_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL wall_off('saved_view');
CALL wall_off('error_guide');

-- A name means one view to each who sees it; a null owner is nobody's equal, so it takes two indexes.
CREATE UNIQUE INDEX "saved_view_personal_name_idx" ON "saved_view"("company_id", "owner_id", lower("name")) WHERE "owner_id" IS NOT NULL;
CREATE UNIQUE INDEX "saved_view_shared_name_idx" ON "saved_view"("company_id", lower("name")) WHERE "owner_id" IS NULL;

-- The queue by supplier and by error; of open cases only, so that a million closed ones cost nothing.
CREATE INDEX "investigation_open_supplier_idx" ON "investigation"("company_id", "supid", "event_at" DESC, "id" DESC) WHERE "status" = 'OPEN';
CREATE INDEX "investigation_open_error_idx" ON "investigation"("company_id", "error_id", "event_at" DESC, "id" DESC) WHERE "status" = 'OPEN';
