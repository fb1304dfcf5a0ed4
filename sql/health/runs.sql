-- A row for each company and job that ever ran there: how its newest run is, since when in seconds that
-- run is at work (0: it is not), and when a run last ended well, in seconds since 1970 (null: never).
SELECT DISTINCT ON (company_id, job)
    job,
    state,
    CASE WHEN state = 'RUNNING' THEN extract(epoch FROM now() - started_at) ELSE 0 END::float8 AS "runningS",
    extract(epoch FROM max(finished_at) FILTER (WHERE state = 'DONE') OVER runs)::float8 AS "lastSuccess"
FROM job_run
WINDOW runs AS (PARTITION BY company_id, job)
ORDER BY company_id, job, for_date DESC
