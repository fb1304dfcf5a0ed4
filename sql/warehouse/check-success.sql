-- Turns the staged cells dateupd, supid, sku, qty, price into what dif_step_1 wants and says what is
-- wrong with each row ('' if nothing); what could not be turned is zero.
--
-- ClickHouse turns 30 February into 1 March and 1969 into 1970, so a day must read back as it was
-- written. Midnight may follow it: tools that know no days write timestamps. supid ends where the
-- INTEGER of Postgres and the Int of GraphQL do.
INSERT INTO {database:Identifier}.import_success (row_no, fault, day, supid, sku, qty, price)
WITH
    if(length(cell_1) = 10, cell_1, replaceRegexpOne(cell_1, '[ T]00:00:00(\\.0+)?Z?$', '')) AS day_text,
    toDateOrNull(day_text)        AS parsed_day,
    toUInt32OrNull(cell_2)        AS parsed_supid,
    toInt32OrNull(cell_4)         AS parsed_qty,
    toDecimal64OrNull(cell_5, 4)  AS parsed_price
SELECT
    row_no,
    multiIf(
        row_fault != '', row_fault,
        parsed_day IS NULL OR toString(parsed_day) != day_text,
            concat('dateupd "', leftUTF8(cell_1, 40), '" is not a calendar day like 2011-10-01'),
        ifNull(parsed_supid, 0) NOT BETWEEN 1 AND 2147483647,
            concat('supid "', leftUTF8(cell_2, 40), '" is not a whole number from 1 to 2147483647'),
        parsed_qty IS NULL,
            concat('qty "', leftUTF8(cell_4, 40), '" is not a whole number'),
        parsed_price IS NULL,
            concat('price "', leftUTF8(cell_5, 40), '" is not a number like 4.95'),
        ''
    ) AS fault,
    ifNull(parsed_day, toDate(0)),
    ifNull(parsed_supid, 0),
    cell_3,
    ifNull(parsed_qty, 0),
    ifNull(parsed_price, 0)
FROM {database:Identifier}.import_row
