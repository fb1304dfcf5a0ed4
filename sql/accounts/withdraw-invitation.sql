-- Withdraws the invitation $2 of the company $1, if nobody has accepted it.
DELETE FROM invitation
WHERE company_id = $1
  AND id = $2
  AND accepted_at IS NULL
RETURNING role
