-- Gives the member $2 of the company $1 the role $3.
UPDATE membership
SET role = $3::role
WHERE company_id = $1
  AND user_id = $2
