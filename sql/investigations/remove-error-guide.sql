-- Removes what company $1 wrote of the error $2 in the language $3; a row if there was something.
DELETE FROM error_guide
WHERE company_id = $1
  AND error_id = $2
  AND language = $3::language
RETURNING error_id
