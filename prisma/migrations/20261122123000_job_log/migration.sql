-- What a run said of itself, sentence by sentence: why last night took an hour is asked the next morning.
CREATE TABLE "job_run_line" (
    "run_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "company_id" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "said_at" TIMESTAMPTZ(6) NOT NULL,
    "sentence" TEXT NOT NULL,
    "is_error" BOOLEAN NOT NULL,

    CONSTRAINT "job_run_line_pkey" PRIMARY KEY ("run_id","number")
);

ALTER TABLE "job_run_line" ADD CONSTRAINT "job_run_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "job_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL wall_off('job_run_line');
