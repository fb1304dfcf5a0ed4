-- Working on cases: who is on it, until when it sleeps, what can be undone, and who looks at it.

-- Whom a case is given to is a person now. Nothing has ever written the name that was here before.
ALTER TABLE "investigation" DROP COLUMN "assignee";
ALTER TABLE "investigation" ADD COLUMN "assignee_id" VARCHAR(64);
ALTER TABLE "investigation" ADD CONSTRAINT "investigation_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A case that waits for its supplier's next success sleeps without end, so that every question about
-- the queue asks the one column; this says which success wakes it.
ALTER TABLE "investigation" ADD COLUMN "awaits_success_after" DATE;
ALTER TABLE "investigation" ADD CONSTRAINT "investigation_sleep" CHECK (("awaits_success_after" IS NOT NULL) = ("snoozed_until" IS NOT DISTINCT FROM 'infinity'));

CREATE TABLE "investigation_undo" (
    "token" UUID NOT NULL,
    "investigation_id" UUID NOT NULL,
    "company_id" INTEGER NOT NULL,
    "actor_id" VARCHAR(64),
    "kind" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "investigation_status" NOT NULL,
    "note" TEXT,
    "reason_code" "reason_code",
    "assignee_id" VARCHAR(64),
    "snoozed_until" TIMESTAMPTZ(6),
    "awaits_success_after" DATE,
    "investigator" VARCHAR(128),
    "investigated_at" TIMESTAMPTZ(6),

    CONSTRAINT "investigation_undo_pkey" PRIMARY KEY ("token","investigation_id")
);
CREATE INDEX "investigation_undo_company_id_expires_at_idx" ON "investigation_undo"("company_id", "expires_at");

-- Unlogged: after a crash nobody is looking, and a few seconds later everybody is again.
CREATE UNLOGGED TABLE "investigation_presence" (
    "investigation_id" UUID NOT NULL,
    "user_id" VARCHAR(64) NOT NULL,
    "company_id" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "investigation_presence_pkey" PRIMARY KEY ("investigation_id","user_id")
);
ALTER TABLE "investigation_presence" ADD CONSTRAINT "investigation_presence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's models cannot say.

-- A person's cases, newest first; also what is looked through when a person goes.
CREATE INDEX "investigation_assignee_idx" ON "investigation"("assignee_id", "event_at" DESC, "id" DESC) WHERE "assignee_id" IS NOT NULL;

-- The sleeping ones, whose time is looked for every second.
CREATE INDEX "investigation_snoozed_idx" ON "investigation"("snoozed_until") WHERE "snoozed_until" IS NOT NULL;

CALL wall_off('investigation_undo');
CALL wall_off('investigation_presence');
