-- Forgets what lets nobody in any more at the instant $2: sessions and one-time links of whatever company,
-- since they are people's, and invitations of the company $1 that ended before $3. The answer is one
-- row: how many of all.
WITH session_gone AS (
    DELETE FROM session
    WHERE expires_at <= $2
    RETURNING 1
), link_gone AS (
    DELETE FROM verification
    WHERE expires_at <= $2
    RETURNING 1
), invitation_gone AS (
    DELETE FROM invitation
    WHERE company_id = $1
      AND least(accepted_at, expires_at) < $3
    RETURNING 1
)
SELECT
    (SELECT count(*) FROM session_gone)::int
    + (SELECT count(*) FROM link_gone)::int
    + (SELECT count(*) FROM invitation_gone)::int AS count
