-- Forgets the rows of a staging table: their import is over, or was refused.
TRUNCATE TABLE {database:Identifier}.{table:Identifier}
