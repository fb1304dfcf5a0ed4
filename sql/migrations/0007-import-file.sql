-- One row per state of an imported file (import_id): STAGED once its checked rows wait in import_row,
-- LOADED once they are in the table they are meant for. What kind of file, which bytes (sha256), under
-- which name it came and how many rows it brought.
--
-- Why a table of states: ClickHouse has no transactions, so an import must be able to go on after a
-- crash between any two statements. The line STAGED is its point of no return: without it nothing was
-- loaded, with it the next start loads the staged rows and adds the line LOADED.
--
-- ORDER BY import_id: it grows with time, and there is one row or two per file ever imported.
CREATE TABLE IF NOT EXISTS {database:Identifier}.import_file
(
    import_id UInt32,
    kind      LowCardinality(String),
    sha256    FixedString(64),
    name      String,
    rows      UInt64,
    state     Enum8('STAGED' = 1, 'LOADED' = 2),
    at        DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY (import_id, state)
