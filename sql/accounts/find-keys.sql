-- The keys with the ids $1, each with its company. Whether one may still be used is for the caller to
-- say: the secret has to be compared anyway.
SELECT
  api_key.id,
  api_key.name,
  api_key.role,
  api_key.secret_hash,
  api_key.expires_at,
  api_key.revoked_at,
  api_key.last_used_at,
  company.id AS company_id,
  company.slug AS company_slug,
  company.name AS company_name,
  company.time_zone,
  company.warehouse_database,
  company.created_at AS company_created_at
FROM api_key
JOIN company ON company.id = api_key.company_id
WHERE api_key.id = ANY($1::text[])
