-- The first line of a text file, which names its columns. No row: the file is empty.
SELECT line
FROM file({path:String}, 'LineAsString', 'line String', {compression:String})
LIMIT 1
