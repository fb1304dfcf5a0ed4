-- Adds the good staged failures to dif_errors.
INSERT INTO {database:Identifier}.dif_errors (dt, supid, error_id, import_id)
SELECT
    dt,
    supid,
    error_id,
    {importId:UInt32}
FROM {database:Identifier}.import_errors
WHERE fault = ''
