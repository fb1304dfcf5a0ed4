-- A person $1 of the name $2 and the address $3, at $4.
INSERT INTO "user" (id, name, email, email_verified, created_at, updated_at)
VALUES ($1, $2, $3, false, $4, $4)
ON CONFLICT (email) DO NOTHING
RETURNING id
