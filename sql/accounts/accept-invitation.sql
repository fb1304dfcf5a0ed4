-- The person $2 takes the invitation $1 at $3. A place they have already stays as it is.
WITH accepted AS (
  UPDATE invitation
  SET accepted_at = $3
  WHERE id = $1
  RETURNING company_id, role
)
INSERT INTO membership (company_id, user_id, role, created_at)
SELECT company_id, $2, role, $3
FROM accepted
ON CONFLICT (company_id, user_id) DO NOTHING
