-- Takes the reset of a password whose token has the hash $1, if it is open at $2: the person's id. It
-- is good for once.
DELETE FROM verification
WHERE identifier = $1
RETURNING value AS user_id, expires_at > $2 AS is_open
