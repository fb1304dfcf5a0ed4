-- Revokes the key $2 of the company $1 at $3; no row where there is none that still is one.
UPDATE api_key
SET revoked_at = $3
WHERE company_id = $1
  AND id = $2
  AND revoked_at IS NULL
RETURNING name, role
