-- One row: whether the sequencer's lock is ours until the transaction ends. A process that is frozen
-- while it holds the lock stops everybody's events for so long as it may be idle in the transaction.
-- 7265002 is any number that nothing else locks.
SELECT
    pg_try_advisory_xact_lock(7265002) AS mine,
    set_config('idle_in_transaction_session_timeout', '3000', TRUE)
