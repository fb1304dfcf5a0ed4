-- As page-forward.sql, but the other way: oldest first, before the place ($9, $10).
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee, snoozed_until, investigator, investigated_at, version, created_at
FROM investigation
WHERE company_id = $1
  AND ($2::timestamptz IS NULL OR event_at >= $2)
  AND ($3::timestamptz IS NULL OR event_at <  $3)
  AND ($4::investigation_status[] IS NULL OR status = ANY($4))
  AND ($5::int IS NULL OR supid = $5)
  AND ($6::int IS NULL OR error_id = $6)
  AND ($7::text IS NULL OR stage = $7)
  AND ($8::timestamptz IS NULL OR snoozed_until IS NULL OR snoozed_until <= $8)
  AND ($9::timestamptz IS NULL OR (event_at, id) > ($9, $10::uuid))
ORDER BY event_at, id
LIMIT $11
