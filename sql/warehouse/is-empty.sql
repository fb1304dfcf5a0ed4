-- Whether the warehouse has nothing to say yet: one row, is_empty is 1 or 0.
SELECT
    NOT EXISTS (SELECT 1 FROM {database:Identifier}.dif_step_1)
    AND NOT EXISTS (SELECT 1 FROM {database:Identifier}.dif_errors) AS is_empty
