-- Puts every row of a Parquet file into import_row, reading as text the columns that `structure` names.
-- Cell i is the column at positions[i] of it, from 1; positions past its end mean the texts in `absent`.
INSERT INTO {database:Identifier}.import_row
WITH
    arrayMap(value -> ifNull(value, ''), array(*)) AS fields,
    arrayConcat(fields, {absent:Array(String)}) AS choice
SELECT
    _row_number + 1 AS row_no,
    multiIf(
        arrayExists(field -> NOT isValidUTF8(field), fields), 'is not UTF-8 text',
        arrayExists(field -> position(field, '\0') > 0, fields), 'has a NUL character',
        ''
    ) AS row_fault,
    choice[{positions:Array(UInt32)}[1]] AS cell_1,
    choice[{positions:Array(UInt32)}[2]] AS cell_2,
    choice[{positions:Array(UInt32)}[3]] AS cell_3,
    choice[{positions:Array(UInt32)}[4]] AS cell_4,
    choice[{positions:Array(UInt32)}[5]] AS cell_5
FROM file({path:String}, 'Parquet', {structure:String})
SETTINGS input_format_parquet_case_insensitive_column_matching = 1
