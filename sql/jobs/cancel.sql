-- Cancels run $1 of company $2 for $3: at once where nobody is at it, else whoever is sees it.
UPDATE job_run
SET cancelled_by = $3,
    state = CASE WHEN state = 'RUNNING' THEN state ELSE 'CANCELLED' END,
    finished_at = CASE WHEN state = 'RUNNING' THEN finished_at ELSE now() END
WHERE id = $1
  AND company_id = $2
  AND state IN ('QUEUED', 'RUNNING', 'FAILED')
RETURNING job, for_date::text AS "forDate", state
