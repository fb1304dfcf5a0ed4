-- Takes out the old texts of the ids that the staged dictionary has.
DELETE FROM {database:Identifier}.error_list
WHERE id IN (SELECT id FROM {database:Identifier}.import_dictionary WHERE fault = '')
