-- Takes over the success days of the price rows that were there before the view of 0005, which sees
-- only what is inserted after it.
--
-- Why after the view and not by its POPULATE: rows inserted meanwhile would be in neither. This way
-- they are in both, which success_day does not mind, nor that a crash makes this run twice.
INSERT INTO {database:Identifier}.success_day
SELECT DISTINCT
    supid,
    dateupd
FROM {database:Identifier}.dif_step_1
