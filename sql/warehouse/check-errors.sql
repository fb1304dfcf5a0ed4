-- Turns the staged cells dt, supid, error_id into what dif_errors wants and says what is wrong with
-- each row ('' if nothing); what could not be turned is zero.
--
-- dt is wall-clock time in whole seconds and, like every day, must read back as it was written. A T
-- between day and time and a fraction of zeros are how other tools write the same.
INSERT INTO {database:Identifier}.import_errors (row_no, fault, dt, supid, error_id)
WITH
    replaceRegexpOne(cell_1, '^(.{10})[ T](.{8})(\\.0+)?$', '\\1 \\2') AS dt_text,
    toDateTimeOrNull(dt_text, 'UTC') AS parsed_dt,
    toUInt32OrNull(cell_2)           AS parsed_supid,
    toUInt32OrNull(cell_3)           AS parsed_error_id
SELECT
    row_no,
    multiIf(
        row_fault != '', row_fault,
        parsed_dt IS NULL OR toString(parsed_dt) != dt_text,
            concat('dt "', leftUTF8(cell_1, 40), '" is not a date and time like 2011-10-01 09:41:00'),
        ifNull(parsed_supid, 0) NOT BETWEEN 1 AND 2147483647,
            concat('supid "', leftUTF8(cell_2, 40), '" is not a whole number from 1 to 2147483647'),
        parsed_error_id IS NULL OR parsed_error_id > 2147483647,
            concat('error_id "', leftUTF8(cell_3, 40), '" is not a whole number from 0 to 2147483647'),
        ''
    ) AS fault,
    ifNull(parsed_dt, toDateTime(0, 'UTC')),
    ifNull(parsed_supid, 0),
    ifNull(parsed_error_id, 0)
FROM {database:Identifier}.import_row
