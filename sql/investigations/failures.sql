-- One row per second, supplier and error in which files failed, and how often (failures), for the
-- business days from {from} up to but not including {to}. second is a Unix time; error_text is empty
-- where the dictionary does not know the error.
WITH
    -- dt shows wall-clock time in its column's own zone or, having none, in the server's; the session's
    -- zone must not move it.
    if(toTypeName(dt) = 'DateTime', serverTimezone(), timezoneOf(dt)) AS shown_in
SELECT
    -- the instant at which the clock in the business zone showed that time
    toUnixTimestamp(toDateTime(toString(dt, shown_in), {timeZone:String})) AS second,
    supid,
    error_id,
    count() AS failures,
    any(error_text) AS error_text
FROM {database:Identifier}.dif_errors
LEFT ANY JOIN {database:Identifier}.error_list ON error_list.id = dif_errors.error_id
WHERE toDate(dt, shown_in) >= {from:Date}
  AND toDate(dt, shown_in) <  {to:Date}
GROUP BY
    second,
    supid,
    error_id
ORDER BY
    second,
    supid,
    error_id
