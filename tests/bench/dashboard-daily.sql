-- How many failures company $1 had in each of the ranges of instants from $2[i] up to but not including
-- $3[i], in their order.
SELECT
    (
        SELECT count(*)
        FROM investigation
        WHERE company_id = $1
          AND event_at >= day.start
          AND event_at <  day.stop
    )::int AS failures
FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS day(start, stop, position)
ORDER BY day.position
