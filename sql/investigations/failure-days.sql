-- How many files failed on each business day from {from} up to but not including {to}; days without a
-- failure are absent. For dt see failures.sql.
WITH
    if(toTypeName(dt) = 'DateTime', serverTimezone(), timezoneOf(dt)) AS shown_in
SELECT
    toDate(dt, shown_in) AS date,
    count() AS failures
FROM {database:Identifier}.dif_errors
WHERE date >= {from:Date}
  AND date <  {to:Date}
GROUP BY date
ORDER BY date
