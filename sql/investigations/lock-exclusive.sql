-- Keeps robots and other backfills of company $1 out until the transaction ends; see lock-shared.sql.
SELECT
    pg_advisory_xact_lock(7265004, $1),
    set_config('idle_in_transaction_session_timeout', '3000', TRUE)
