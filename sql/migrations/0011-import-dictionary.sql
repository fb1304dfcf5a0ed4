-- One row per row of an error dictionary that is being imported, as error_list wants it, and what is
-- wrong with it ('' if nothing). Why and in which order: as import_success (0009). It knows no days
-- and no suppliers, and says so to those who count them.
CREATE TABLE IF NOT EXISTS {database:Identifier}.import_dictionary
(
    row_no     UInt64,
    fault      String,
    id         UInt32,
    error_text String,
    day        Nullable(Date) ALIAS NULL,
    supid      Nullable(UInt32) ALIAS NULL
)
ENGINE = MergeTree
ORDER BY row_no
