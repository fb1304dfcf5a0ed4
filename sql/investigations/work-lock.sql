-- Locks the investigations $2 of company $1 and says what they are. In the order in which robots take
-- over backfilled cases (see lock-claimable.sql), so that nobody waits in a circle.
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
FROM investigation
WHERE company_id = $1
  AND id = ANY($2::uuid[])
ORDER BY supid, error_id, event_at, id
FOR UPDATE
