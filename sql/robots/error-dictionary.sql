-- One row per kind of failure: its number and what it is called. The smaller number comes first where
-- two are called the same.
SELECT
    id,
    error_text
FROM {database:Identifier}.error_list
ORDER BY id
