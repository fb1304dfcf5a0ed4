-- Takes out what an import that broke off has added to dif_errors.
DELETE FROM {database:Identifier}.dif_errors
WHERE import_id = {importId:UInt32}
