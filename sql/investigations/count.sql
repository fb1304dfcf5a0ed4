-- How many investigations of company $1 fit the filter ($2 … $7) and are not snoozed at instant $8.
-- What is null does not narrow.
SELECT count(*)::int AS count
FROM investigation
WHERE company_id = $1
  AND ($2::timestamptz IS NULL OR event_at >= $2)
  AND ($3::timestamptz IS NULL OR event_at <  $3)
  AND ($4::investigation_status[] IS NULL OR status = ANY($4))
  AND ($5::int IS NULL OR supid = $5)
  AND ($6::int IS NULL OR error_id = $6)
  AND ($7::text IS NULL OR stage = $7)
  AND ($8::timestamptz IS NULL OR snoozed_until IS NULL OR snoozed_until <= $8)
