-- Adds the good staged texts to error_list.
INSERT INTO {database:Identifier}.error_list (id, error_text)
SELECT
    id,
    error_text
FROM {database:Identifier}.import_dictionary
WHERE fault = ''
