-- One row per row of a file of price rows that is being imported, as dif_step_1 wants it, and what is
-- wrong with it ('' if nothing). Its line or number is row_no.
--
-- Why a table of its own: from the line STAGED in import_file on, its good rows are what will be
-- loaded, whatever becomes of the file. Empty but for the time of an import.
--
-- ORDER BY row_no: bad rows are reported in the order of the file.
CREATE TABLE IF NOT EXISTS {database:Identifier}.import_success
(
    row_no UInt64,
    fault  String,
    day    Date,
    supid  UInt32,
    sku    String,
    qty    Int32,
    price  Decimal(18, 4)
)
ENGINE = MergeTree
ORDER BY row_no
