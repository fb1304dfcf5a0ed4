-- The invitation whose token has the hash $1, if it is open at $2; locked, so that one person takes it.
SELECT id, company_id, email, role
FROM invitation
WHERE token_hash = $1
  AND accepted_at IS NULL
  AND expires_at > $2
FOR UPDATE
