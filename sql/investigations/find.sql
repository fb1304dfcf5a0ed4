-- The investigation $2 of company $1.
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
FROM investigation
WHERE company_id = $1
  AND id = $2
