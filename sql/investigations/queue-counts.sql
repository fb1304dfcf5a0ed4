-- How many cases of company $1 are in the queue at instant $2: all, those of today ($3 to $4), of
-- yesterday ($5 to $3), and those older than $6.
SELECT
    count(*)::int                                                      AS "ALL_OPEN",
    count(*) FILTER (WHERE event_at >= $3 AND event_at < $4)::int      AS "TODAY",
    count(*) FILTER (WHERE event_at >= $5 AND event_at < $3)::int      AS "YESTERDAY",
    count(*) FILTER (WHERE event_at < $6)::int                         AS "OLDER_THAN_A_DAY"
FROM investigation
WHERE company_id = $1
  AND status = 'OPEN'
  AND (snoozed_until IS NULL OR snoozed_until <= $2)
