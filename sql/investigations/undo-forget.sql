-- A token is good for one undo.
DELETE FROM investigation_undo
WHERE company_id = $1
  AND token = $2
