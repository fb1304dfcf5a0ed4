-- Writes a note ($6) on the investigation $2 of company $1 if it is still what the caller saw (version
-- $3). Its status stays what it is.
UPDATE investigation
SET note = $6,
    investigator = $4,
    investigated_at = $5,
    version = version + 1
WHERE company_id = $1
  AND id = $2
  AND version = $3
RETURNING
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee, snoozed_until, investigator, investigated_at, version, created_at
