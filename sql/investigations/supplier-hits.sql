-- How often files of the supplier $2 of company $1 failed from $3 up to but not including $4.
SELECT count(*)::int AS failures
FROM investigation
WHERE company_id = $1
  AND supid = $2
  AND event_at >= $3
  AND event_at <  $4
