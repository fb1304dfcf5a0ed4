-- Lets the session with the token $1 work for the company $2, if its person has a place there.
UPDATE session
SET company_id = $2, updated_at = $3
WHERE token = $1
  AND EXISTS (
    SELECT FROM membership
    WHERE membership.user_id = session.user_id
      AND membership.company_id = $2
  )
RETURNING id
