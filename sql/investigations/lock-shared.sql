-- Keeps the backfill of the company out until the transaction ends; robots do not keep each other out.
-- 7265004 is any number that nothing else locks.
--
-- A statement of its own, though sent with BEGIN: what looks for failures afterwards must see what was
-- committed meanwhile.
SELECT pg_advisory_xact_lock_shared(7265004, current_setting('pricelens.company_id')::int)
