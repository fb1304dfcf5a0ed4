-- A run that failed every time it was tried is put aside for a person, and one that is not wanted any
-- more can be cancelled: by whom is noted before whoever carries it out has seen it.
ALTER TYPE "job_state" ADD VALUE 'PARKED';
ALTER TYPE "job_state" ADD VALUE 'CANCELLED';

ALTER TABLE "job_run" ADD COLUMN "cancelled_by" TEXT;
