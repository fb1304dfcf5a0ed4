-- One row per business day and supplier of which anything arrived: whether there was a success
-- (1 or 0) and how many failures, for days from {from} up to but not including {to}.
--
-- {successDays} is `success_day` or `dif_step_1`, as in cadence-profiles.sql. dt is wall-clock time in
-- its column's zone, ours UTC and an external warehouse's the server's, so toDate must name no other.
SELECT
    date,
    supid,
    sum(success) AS successes,
    sum(failure) AS errors
FROM
(
    SELECT DISTINCT
        dateupd AS date,
        supid,
        1 AS success,
        0 AS failure
    FROM {database:Identifier}.{successDays:Identifier}
    WHERE dateupd >= {from:Date}
      AND dateupd <  {to:Date}

    UNION ALL

    SELECT
        toDate(dt) AS date,
        supid,
        0 AS success,
        1 AS failure
    FROM {database:Identifier}.dif_errors
    WHERE date >= {from:Date}
      AND date <  {to:Date}
)
GROUP BY
    date,
    supid
ORDER BY
    date,
    supid
