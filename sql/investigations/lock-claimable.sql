-- Locks the backfilled cases that reported failures ($3 … $5: supid, error_id, event_at) may take over,
-- so that no two reports take the same one. In one order, so that two batches never wait in a circle.
-- Usually there is none: an index probe per report.
--
-- The warehouse knows a failure by what the clock in the business time zone ($2) showed, to the second.
-- Instants may differ by some hours and show the same, when a clock is set back.
SELECT i.id
FROM
(
    SELECT
        supid,
        error_id,
        event_at,
        date_trunc('second', event_at AT TIME ZONE $2) AS clock_time
    FROM unnest($3::int[], $4::int[], $5::timestamptz[]) AS r(supid, error_id, event_at)
    ORDER BY supid, error_id, clock_time
) AS report
CROSS JOIN LATERAL
(
    SELECT id
    FROM investigation
    WHERE company_id = $1
      AND source = 'BACKFILL'
      AND supid = report.supid
      AND error_id = report.error_id
      AND event_at >= report.event_at - interval '3 hours'
      AND event_at <= report.event_at + interval '3 hours'
      AND date_trunc('second', event_at AT TIME ZONE $2) = report.clock_time
    ORDER BY event_at, id
    FOR UPDATE
) AS i
