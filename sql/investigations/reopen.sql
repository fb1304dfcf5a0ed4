-- Opens the investigation $2 of company $1 again if it is closed and still what the caller saw (version
-- $3). Why it had been closed is in its timeline; its note stays.
UPDATE investigation
SET status = 'OPEN',
    reason_code = NULL,
    investigator = $4,
    investigated_at = $5,
    version = version + 1
WHERE company_id = $1
  AND id = $2
  AND version = $3
  AND status <> 'OPEN'
RETURNING
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee, snoozed_until, investigator, investigated_at, version, created_at
