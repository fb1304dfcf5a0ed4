-- One row per supplier that ever had a success day, of all or of {suppliers} where that names any: how
-- regularly it delivers, as of {today}.
-- Gaps and ages are in days. server/feeds/cadence.ts is the definition and decides bucket and anomaly.
--
-- {successDays} is `success_day` where Pricelens owns the warehouse and `dif_step_1` where it does not:
-- a row of either says that a supplier (supid) succeeded on a day (dateupd), any number of times.
--
-- A supplier with nothing but days after {today} has a row of nulls and its future_days.
WITH
    calendar AS
    (
        SELECT
            supid,
            -- day numbers: a Date less 180 would wrap below 1970, and none of this knows a time zone
            arraySort(groupUniqArrayIf(toInt32(dateupd), dateupd <= {today:Date})) AS days,
            uniqExactIf(dateupd, dateupd > {today:Date}) AS future_days,
            maxOrNullIf(dateupd, dateupd <= {today:Date}) AS last_success_date,
            toInt32({today:Date}) - toInt32(last_success_date) AS days_since_last
        FROM {database:Identifier}.{successDays:Identifier}
        WHERE empty({suppliers:Array(UInt32)}) OR has({suppliers:Array(UInt32)}, supid)
        GROUP BY supid
    ),
    habit AS
    (
        SELECT
            *,
            -- silent for longer than the window: the window in which it fell silent
            toInt32(if(days_since_last > 180, last_success_date, {today:Date})) - 180 AS since,
            arrayFilter(day -> day >= since, days) AS window_days,
            -- the first difference has no neighbour before it and is not a gap
            arrayPopFront(arrayDifference(window_days)) AS gaps
        FROM calendar
    )
SELECT
    supid,
    length(window_days) AS success_days,
    arrayReduce('quantileExactOrNull(0.5)', gaps) AS median_gap_days,
    arrayReduce('stddevPopOrNull', gaps) AS sd_gap,
    days_since_last,
    last_success_date,
    future_days
FROM habit
ORDER BY supid
