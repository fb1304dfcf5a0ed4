-- The failures of company $1 from $2 up to but not including $3, in one pass over the covering index:
-- a row per error, a row per stage, a row per hour that the clock in the business time zone $4 showed,
-- and one row with none of these for the whole, with the number of suppliers concerned.
WITH parts AS
(
    SELECT
        error_id,
        stage,
        hour,
        supid,
        count(*) AS failures,
        count(*) FILTER (WHERE status = 'OPEN') AS still_open
    FROM
    (
        SELECT
            error_id,
            stage,
            date_part('hour', event_at AT TIME ZONE $4) AS hour,
            supid,
            status
        FROM investigation
        WHERE company_id = $1
          AND event_at >= $2
          AND event_at <  $3
    ) AS failure
    GROUP BY GROUPING SETS (error_id, stage, hour, supid)
)
-- The parts by supplier have no error, stage or hour: together they are the row for the whole.
SELECT
    error_id,
    stage,
    hour,
    sum(failures)::int AS failures,
    sum(still_open)::int AS still_open,
    count(*)::int AS parts
FROM parts
GROUP BY
    error_id,
    stage,
    hour
ORDER BY
    failures DESC,
    error_id,
    stage,
    hour
