-- Adds what run $1 said at $2, and forgets all but its newest $5 lines. $4: it is why the attempt failed.
-- Numbers cannot collide: whoever speaks for a run holds its lock.
WITH said AS (
    INSERT INTO job_run_line (run_id, number, company_id, attempt, said_at, sentence, is_error)
    SELECT
        run.id,
        1 + COALESCE((SELECT max(number) FROM job_run_line WHERE run_id = run.id), 0),
        run.company_id,
        run.attempts,
        $2,
        $3,
        $4
    FROM job_run AS run
    WHERE run.id = $1
    RETURNING run_id, number
)
DELETE FROM job_run_line AS old
USING said
WHERE old.run_id = said.run_id
  AND old.number <= said.number - $5::int
