-- Adds the success days of every INSERT into dif_step_1 to success_day, in that same INSERT.
--
-- Why a view and not the importer: nobody who adds price rows, by whatever tool, can forget it.
-- DISTINCT leaves one row per supplier and day of a block; success_day removes what other blocks repeat.
CREATE MATERIALIZED VIEW IF NOT EXISTS {database:Identifier}.success_day_view
TO {database:Identifier}.success_day
AS
SELECT DISTINCT
    supid,
    dateupd
FROM {database:Identifier}.dif_step_1
