-- How the cases of company $1 with the error $3, and of the supplier $2 unless that is null, ended that
-- happened from $4 up to but not including $5: a row per outcome and reason, most cases first, and one
-- (is_whole) with how many seconds it took from when a closed one became known until its last change.
-- What was put on record after that, as the history of an installation is, counts from the failure.
SELECT
    GROUPING(status) = 1 AS is_whole,
    status,
    reason_code,
    count(*)::int AS cases,
    percentile_disc(0.5) WITHIN GROUP (
        ORDER BY extract(
            epoch FROM investigated_at
                - CASE WHEN created_at > investigated_at THEN event_at ELSE created_at END
        )
    ) FILTER (WHERE status <> 'OPEN')::float8 AS median_seconds
FROM investigation
WHERE company_id = $1
  AND ($2::int IS NULL OR supid = $2)
  AND error_id = $3
  AND event_at >= $4
  AND event_at <  $5::timestamptz
GROUP BY GROUPING SETS ((), (status, reason_code))
ORDER BY
    cases DESC,
    status,
    reason_code
