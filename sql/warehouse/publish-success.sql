-- Adds the good staged price rows to dif_step_1, and so their success days to success_day.
INSERT INTO {database:Identifier}.dif_step_1 (dateupd, supid, sku, qty, price, import_id)
SELECT
    day,
    supid,
    sku,
    qty,
    price,
    {importId:UInt32}
FROM {database:Identifier}.import_success
WHERE fault = ''
SETTINGS max_partitions_per_insert_block = 0 -- a file may hold any number of years
