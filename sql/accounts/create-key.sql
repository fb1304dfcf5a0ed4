-- A key of the company $2.
INSERT INTO api_key (id, company_id, name, role, secret_hash, created_by, created_at, expires_at)
VALUES ($1, $2, $3, $4::key_role, $5, $6, $7, $8)
