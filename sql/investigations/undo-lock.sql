-- What the token $2 of company $1 can undo for the actor $3 at the instant $4, and where each case was
-- left. Locked, so that it is undone once.
SELECT
    undo.investigation_id AS id,
    undo.version,
    undo.kind
FROM investigation_undo AS undo
JOIN investigation AS i ON i.id = undo.investigation_id
WHERE undo.company_id = $1
  AND undo.token = $2
  AND undo.actor_id IS NOT DISTINCT FROM $3
  AND undo.expires_at > $4
ORDER BY i.supid, i.error_id, i.event_at, i.id
FOR UPDATE
