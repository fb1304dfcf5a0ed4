-- Makes the cases under the token $2 of company $1 what they were, but for those that have changed since.
UPDATE investigation AS i
SET status = before.status,
    note = before.note,
    reason_code = before.reason_code,
    assignee_id = before.assignee_id,
    snoozed_until = before.snoozed_until,
    awaits_success_after = before.awaits_success_after,
    investigator = before.investigator,
    investigated_at = before.investigated_at,
    version = i.version + 1
FROM investigation_undo AS before
WHERE before.company_id = $1
  AND before.token = $2
  AND i.id = before.investigation_id
  AND i.version = before.version
RETURNING
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
