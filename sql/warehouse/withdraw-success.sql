-- Takes out what an import that broke off has added to dif_step_1. Their success days stay: the same
-- rows are added again right after.
DELETE FROM {database:Identifier}.dif_step_1
WHERE import_id = {importId:UInt32}
