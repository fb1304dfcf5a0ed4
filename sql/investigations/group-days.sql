-- How many cases that fit ($1 … $15) happened on each business day of the time zone $19, by error if $16,
-- supplier if $17 and stage if $18; keys that are not grouped by are null, days without a case absent.
SELECT
    CASE WHEN $16::boolean THEN i.error_id END AS error_id,
    CASE WHEN $17::boolean THEN i.supid END AS supid,
    CASE WHEN $18::boolean THEN i.stage END AS stage,
    (i.event_at AT TIME ZONE $19)::date::text AS date,
    count(*)::int AS cases
FROM investigation AS i
WHERE
    -- include investigations/fits
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
