-- One row: the newest day up to {today} for which the warehouse has a price row or a failure; null when
-- it has none. Days are in the business time zone; what is dated later says nothing of the loader.
SELECT nullIf(greatest(success.day, failure.day), toDate(0)) AS day
FROM (
    SELECT max(dateupd) AS day
    FROM {database:Identifier}.dif_step_1
    WHERE dateupd <= {today:Date}
) AS success
CROSS JOIN (
    SELECT toDate(max(dt)) AS day
    FROM {database:Identifier}.dif_errors
    WHERE toDate(dt) <= {today:Date}
) AS failure
