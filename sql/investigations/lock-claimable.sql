-- Locks the backfilled cases that reported failures ($3 … $5: supid, error_id, event_at) may take over,
-- so that no two reports take the same one. Usually there is none: one index probe per report.
--
-- The warehouse knows a failure by what the clock in the business time zone ($2) showed, to the second.
-- Instants may differ by some hours and show the same, when a clock is set back.
SELECT i.id
FROM unnest($3::int[], $4::int[], $5::timestamptz[]) AS report(supid, error_id, event_at)
JOIN investigation AS i
  ON  i.company_id = $1
  AND i.source = 'BACKFILL'
  AND i.supid = report.supid
  AND i.error_id = report.error_id
  AND i.event_at >= report.event_at - interval '3 hours'
  AND i.event_at <= report.event_at + interval '3 hours'
  AND date_trunc('second', i.event_at AT TIME ZONE $2)
    = date_trunc('second', report.event_at AT TIME ZONE $2)
ORDER BY i.supid, i.error_id, i.event_at, i.id
FOR UPDATE OF i
