-- How many investigations that fit ($1 … $15) come after the place ($18, $19, $20) in the order $21; see
-- page.sql.
SELECT count(*)::int AS count
FROM
(
    SELECT
        i.id,
        CASE $21 WHEN 'SUPPLIER' THEN i.supid WHEN 'ERROR' THEN i.error_id ELSE 0 END AS lead,
        CASE $21 WHEN 'LONGEST_OPEN' THEN i.created_at ELSE i.event_at END AS at
    FROM investigation AS i
    WHERE
    -- include investigations/fits
) AS i
WHERE
    -- include investigations/after-place
