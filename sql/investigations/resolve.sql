-- Closes the investigation $2 of company $1 if it is open and still what the caller saw (version $3).
-- Without a new note ($7) the old one stays.
UPDATE investigation
SET status = $6::investigation_status,
    note = coalesce($7, note),
    reason_code = $8::reason_code,
    investigator = $4,
    investigated_at = $5,
    version = version + 1
WHERE company_id = $1
  AND id = $2
  AND version = $3
  AND status = 'OPEN'
RETURNING
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee, snoozed_until, investigator, investigated_at, version, created_at
