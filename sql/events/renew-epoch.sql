-- Makes cursors of before ones of another log (see log-state.sql).
UPDATE event_counter
SET epoch = gen_random_uuid()
