-- Takes the person $2 out of the company $1, and whatever browser worked for it.
WITH left_behind AS (
  UPDATE session
  SET company_id = NULL
  WHERE user_id = $2
    AND company_id = $1
)
DELETE FROM membership
WHERE company_id = $1
  AND user_id = $2
