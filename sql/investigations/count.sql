-- How many investigations fit ($1 … $15).
SELECT count(*)::int AS count
FROM investigation AS i
WHERE
    -- include investigations/fits
