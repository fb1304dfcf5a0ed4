-- The investigations that fit ($1 … $15) and their versions; at most $16.
SELECT
    i.id,
    i.version
FROM investigation AS i
WHERE
    -- include investigations/fits
ORDER BY i.id
LIMIT $16
