-- The first bad rows that are staged, in the order of the file: row_no and what is wrong.
SELECT
    row_no,
    fault
FROM {database:Identifier}.{table:Identifier}
WHERE fault != ''
ORDER BY row_no
LIMIT {limit:UInt32}
