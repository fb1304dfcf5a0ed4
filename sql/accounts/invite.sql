-- Offers a place in the company $2; what was offered to the same address before is withdrawn.
WITH withdrawn AS (
  DELETE FROM invitation
  WHERE company_id = $2
    AND email = $3
    AND accepted_at IS NULL
)
INSERT INTO invitation (id, company_id, email, role, token_hash, invited_by, created_at, expires_at)
VALUES ($1, $2, $3, $4::role, $5, $6, $7, $8)
