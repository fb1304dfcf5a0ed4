-- How many investigations company $1 has for each supplier, error and second ($3 … $5), in their order:
-- those whose clock time in the business time zone $2 is the same, from robots and from the warehouse.
-- Instants may differ by some hours and show the same clock time, when a clock is set back.
SELECT
    (
        SELECT count(*)
        FROM investigation AS i
        WHERE i.company_id = $1
          AND i.supid = failure.supid
          AND i.error_id = failure.error_id
          AND i.event_at >= failure.event_at - interval '3 hours'
          AND i.event_at <= failure.event_at + interval '3 hours'
          AND date_trunc('second', i.event_at AT TIME ZONE $2)
            = date_trunc('second', failure.event_at AT TIME ZONE $2)
    )::int AS known
FROM unnest($3::int[], $4::int[], $5::timestamptz[]) WITH ORDINALITY
  AS failure(supid, error_id, event_at, position)
ORDER BY failure.position
