-- The failures of each of the suppliers $2 of company $1 from $3 up to but not including $4: a row per error
-- and one per stage, with how many are still open and the words of the newest; most failures first.
SELECT
    supid,
    error_id,
    stage,
    count(*)::int AS failures,
    (count(*) FILTER (WHERE status = 'OPEN'))::int AS still_open,
    (array_agg(error_text ORDER BY event_at DESC, id DESC))[1] AS error_text
FROM investigation
WHERE company_id = $1
  AND supid = ANY($2::int[])
  AND event_at >= $3
  AND event_at <  $4
GROUP BY
    supid,
    GROUPING SETS (error_id, stage)
ORDER BY
    supid,
    failures DESC,
    error_id,
    stage
