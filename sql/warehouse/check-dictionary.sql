-- Turns the staged cells id, error_text into what error_list wants and says what is wrong with each
-- row ('' if nothing); what could not be turned is zero.
INSERT INTO {database:Identifier}.import_dictionary (row_no, fault, id, error_text)
WITH
    toUInt32OrNull(cell_1)   AS parsed_id,
    trimBoth(cell_2)         AS trimmed_text
SELECT
    row_no,
    multiIf(
        row_fault != '', row_fault,
        parsed_id IS NULL OR parsed_id > 2147483647,
            concat('id "', leftUTF8(cell_1, 40), '" is not a whole number from 0 to 2147483647'),
        trimmed_text = '', 'error_text is empty',
        row_number() OVER (PARTITION BY parsed_id ORDER BY row_no) > 1,
            concat('id ', cell_1, ' is in the file already'),
        ''
    ) AS fault,
    ifNull(parsed_id, 0),
    trimmed_text
FROM {database:Identifier}.import_row
