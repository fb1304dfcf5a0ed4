-- The statement of an import that is running, if one is: its name, what it has read so far and, where
-- ClickHouse knows it, how many rows there are in all (else 0).
SELECT
    Settings['log_comment'] AS statement,
    read_rows,
    read_bytes,
    total_rows_approx       AS total_rows
FROM system.processes
WHERE match(statement, '^warehouse/(stage|check|publish)-')
ORDER BY elapsed
LIMIT 1
