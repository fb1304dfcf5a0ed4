-- The tables of a warehouse that hold rows. Not the ledger of its migrations, which a restored
-- warehouse keeps for itself.
SELECT
    database,
    name AS table,
    uuid
FROM system.tables
WHERE database IN {databases:Array(String)}
    AND engine LIKE '%MergeTree'
    AND name != 'warehouse_migration'
ORDER BY database, name
