-- How far each sequence has counted; one that was never asked has no value.
SELECT
    sequencename AS name,
    last_value AS "lastValue"
FROM pg_sequences
WHERE schemaname = 'public'
    AND sequencename NOT LIKE 'agenda%'
ORDER BY sequencename
