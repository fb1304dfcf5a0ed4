-- Which import (import_file.import_id) brought a price row; 0 for a row that came another way.
--
-- Why: an INSERT … SELECT of many blocks is not atomic. After a crash in its middle the rows that
-- made it are found by this and taken out before they are loaded again. It compresses to nothing.
ALTER TABLE {database:Identifier}.dif_step_1
    ADD COLUMN IF NOT EXISTS import_id UInt32
