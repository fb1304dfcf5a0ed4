-- One row per row of the file that is being imported: its line (or its number, in Parquet), the cells
-- of the columns that its kind of file has, as text, and what is wrong with the row as a whole ('' if
-- nothing).
--
-- Why cells as text: a file is parsed once, whatever its format, and what does not fit must stay to be
-- reported. Empty but for the first part of an import.
--
-- ORDER BY row_no: it arrives in this order and is read in it.
CREATE TABLE IF NOT EXISTS {database:Identifier}.import_row
(
    row_no    UInt64,
    row_fault String,
    cell_1    String,
    cell_2    String,
    cell_3    String,
    cell_4    String,
    cell_5    String
)
ENGINE = MergeTree
ORDER BY row_no
