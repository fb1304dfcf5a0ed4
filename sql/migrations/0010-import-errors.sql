-- One row per row of a file of failures that is being imported, as dif_errors wants it, and what is
-- wrong with it ('' if nothing). Why and in which order: as import_success (0009).
CREATE TABLE IF NOT EXISTS {database:Identifier}.import_errors
(
    row_no   UInt64,
    fault    String,
    dt       DateTime('UTC'),
    day      Date ALIAS toDate(dt, 'UTC'),
    supid    UInt32,
    error_id UInt32
)
ENGINE = MergeTree
ORDER BY row_no
