-- One row per table of a company's warehouse that grows: how many rows it has, and the first and the
-- last day of them (1970-01-01 where it has none). Days are in the business time zone.
SELECT
    'dif_step_1' AS table,
    count() AS rows,
    min(dateupd) AS first,
    max(dateupd) AS last
FROM {database:Identifier}.dif_step_1

UNION ALL

SELECT
    'dif_errors' AS table,
    count() AS rows,
    toDate(min(dt)) AS first,
    toDate(max(dt)) AS last
FROM {database:Identifier}.dif_errors
