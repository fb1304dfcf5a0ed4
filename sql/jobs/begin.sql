-- Begins the next attempt of run $3 of job $2 for a day of company $1, which is made where there is none
-- ($4: its id). An end that was one begins the count anew; so does whoever asks for it again. By Postgres'
-- clock, as all that decides what is due. Nothing, where $5 is set and the newest attempt did not begin at
-- $6 (null: there was none): somebody else was quicker.
INSERT INTO job_run (id, company_id, job, for_date, state, attempts, queued_at, started_at)
VALUES ($4, $1, $2, $3, 'RUNNING', 1, now(), now())
ON CONFLICT (company_id, job, for_date) DO UPDATE
SET state = 'RUNNING',
    attempts = CASE
        WHEN job_run.state IN ('DONE', 'PARKED', 'CANCELLED') THEN 1
        ELSE job_run.attempts + 1
    END,
    cancelled_by = CASE
        WHEN job_run.state = 'RUNNING' THEN job_run.cancelled_by
    END,
    started_at = now(),
    finished_at = NULL,
    error = NULL,
    progress = NULL
WHERE NOT $5::boolean
    OR date_trunc('milliseconds', job_run.started_at) IS NOT DISTINCT FROM $6::timestamptz
RETURNING id, attempts, cancelled_by AS "cancelledBy"
