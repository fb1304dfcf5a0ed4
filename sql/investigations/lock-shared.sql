-- Keeps the backfill of the company out until the transaction ends; robots do not keep each other out. The
-- lock is the one of open_investigations() in the migrations, taken here before the transaction looks for
-- what it may take over.
--
-- A statement of its own, though sent with BEGIN: what looks for failures afterwards must see what was
-- committed meanwhile. A process that is frozen while it holds the lock stops a backfill, and with it every
-- robot that comes after that, for so long as it may be idle in the transaction.
SELECT
    pg_advisory_xact_lock_shared(7265004, current_setting('pricelens.company_id')::int),
    set_config('idle_in_transaction_session_timeout', '3000', TRUE)
