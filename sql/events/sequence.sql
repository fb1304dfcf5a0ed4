-- Numbers up to $1 committed events that have no seq yet, in the order they were inserted, without
-- gaps from the counter. Only one transaction at a time may run it (see sequencer.ts).
-- The answer is one row an event numbered; how many there are is all that is read.
WITH unsequenced AS (
    SELECT id, row_number() OVER (ORDER BY id) AS position
    FROM event
    WHERE seq IS NULL
    ORDER BY id
    LIMIT $1
), counter AS (
    UPDATE event_counter
    SET seq = seq + (SELECT count(*) FROM unsequenced)
    WHERE id = 1 AND EXISTS (SELECT FROM unsequenced)
    RETURNING seq - (SELECT count(*) FROM unsequenced) AS before
)
UPDATE event
SET seq = counter.before + unsequenced.position
FROM unsequenced, counter
WHERE event.id = unsequenced.id
