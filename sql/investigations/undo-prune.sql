-- Forgets what company $1 can undo no longer at the instant $2, and who looked at cases before $3. The
-- answer is one row: how many of both.
WITH expired AS
(
    DELETE FROM investigation_undo
    WHERE company_id = $1
      AND expires_at <= $2
    RETURNING 1
),
gone AS
(
    DELETE FROM investigation_presence
    WHERE company_id = $1
      AND seen_at < $3
    RETURNING 1
)
SELECT (SELECT count(*) FROM expired)::int + (SELECT count(*) FROM gone)::int AS count
