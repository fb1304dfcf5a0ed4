-- Which import (import_file.import_id) brought a failure; 0 for one that came another way. Why: as
-- for price rows (0012), and more so, because equal failures are separate ones.
ALTER TABLE {database:Identifier}.dif_errors
    ADD COLUMN IF NOT EXISTS import_id UInt32
