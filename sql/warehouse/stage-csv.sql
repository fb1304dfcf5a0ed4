-- Puts every line of a CSV file but the header and blank ones into import_row. Cell i is the field at
-- positions[i], from 1; positions past the header's fieldCount mean the texts in `absent`.
--
-- A row is a line: a quoted value may not run over the end of its line. That keeps line numbers true,
-- costs one row instead of the rest of the file where a quote is lost, and is three times as fast as
-- the CSV format, which moreover stops at the first stray quote and cannot tell how many fields there
-- were. Lines without a quote, nearly all, are only split.
INSERT INTO {database:Identifier}.import_row
WITH
    if(endsWith(line, '\r'), substring(line, 1, length(line) - 1), line) AS text,
    position(text, '"') > 0 AS has_quotes,
    extractAll(if(has_quotes, concat(text, ','), ''), '("(?:[^"]|"")*"|[^",][^,]*|),') AS quoted_fields,
    arrayMap(
        field -> if(
            startsWith(field, '"'),
            replaceAll(substring(field, 2, length(field) - 2), '""', '"'),
            field
        ),
        quoted_fields
    ) AS unquoted_fields,
    if(has_quotes, unquoted_fields, splitByChar(',', text)) AS fields,
    arrayConcat(arrayResize(fields, {fieldCount:UInt32}), {absent:Array(String)}) AS choice
SELECT
    _row_number + 1 AS row_no,
    multiIf(
        NOT isValidUTF8(text), 'is not UTF-8 text',
        position(text, '\0') > 0, 'has a NUL character',
        -- what the pattern can make no sense of, it passes over
        has_quotes AND arraySum(field -> length(field) + 1, quoted_fields) != length(text) + 1,
            'has a quote that is not closed on its line or stands inside a quoted value',
        length(fields) != {fieldCount:UInt32},
            concat('has ', toString(length(fields)), ' fields, the header has ', toString({fieldCount:UInt32})),
        ''
    ) AS row_fault,
    choice[{positions:Array(UInt32)}[1]] AS cell_1,
    choice[{positions:Array(UInt32)}[2]] AS cell_2,
    choice[{positions:Array(UInt32)}[3]] AS cell_3,
    choice[{positions:Array(UInt32)}[4]] AS cell_4,
    choice[{positions:Array(UInt32)}[5]] AS cell_5
FROM file({path:String}, 'LineAsString', 'line String', {compression:String})
WHERE _row_number > 0
  AND text != ''
