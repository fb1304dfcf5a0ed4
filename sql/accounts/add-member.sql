-- Gives the person $2 a place in the company $1 with the role $3 at $4, or another role if they have one.
INSERT INTO membership (company_id, user_id, role, created_at)
VALUES ($1, $2, $3::role, $4)
ON CONFLICT (company_id, user_id) DO UPDATE
SET role = excluded.role
