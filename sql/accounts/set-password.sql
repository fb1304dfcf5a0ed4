-- Gives the person $2 the password with the hash $3 at $4, and a row $1 for it if they had none yet.
INSERT INTO account (id, account_id, provider_id, user_id, password, created_at, updated_at)
VALUES ($1, $2, 'credential', $2, $3, $4, $4)
ON CONFLICT (provider_id, account_id) DO UPDATE
SET password = excluded.password, updated_at = excluded.updated_at
