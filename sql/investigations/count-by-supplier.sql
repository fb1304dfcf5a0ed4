-- How many investigations fit ($1 … $15), for each of the suppliers $16 that has any.
SELECT
    supid,
    count(*)::int AS count
FROM investigation AS i
WHERE
    -- include investigations/fits
    AND i.supid = ANY($16::int[])
GROUP BY supid
ORDER BY supid
