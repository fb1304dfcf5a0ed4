-- One row per failure: at this moment (dt) a file of this supplier (supid) could not be loaded, for
-- this reason (error_id). Equal rows are separate failures: nothing here is unique.
--
-- Why this shape: dt is wall-clock time in the business time zone, whole seconds. It is declared as
-- UTC so that the clock time written is the clock time read, whatever zone the process, the server or
-- the session is in; a plain DateTime would be shifted by each of them. It is not an instant in UTC.
--
-- ORDER BY dt: every question is about a day or some days. No PARTITION BY: failures are few.
CREATE TABLE IF NOT EXISTS {database:Identifier}.dif_errors
(
    dt       DateTime('UTC'),
    supid    UInt32,
    error_id UInt32
)
ENGINE = MergeTree
ORDER BY (dt, supid, error_id)
