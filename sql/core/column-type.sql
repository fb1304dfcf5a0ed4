-- The type of a column of a table of the warehouse, in ClickHouse's words. One row, also where the table
-- is empty; needs no other right than to read the column.
DESCRIBE TABLE
(
    SELECT {column:Identifier}
    FROM {database:Identifier}.{table:Identifier}
)
