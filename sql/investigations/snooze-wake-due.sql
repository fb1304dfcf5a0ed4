-- Wakes up to $2 cases of every company whose time has come by the instant $1. What another process
-- wakes at this moment is left to it.
UPDATE investigation AS i
SET snoozed_until = NULL,
    version = version + 1
WHERE id IN
(
    SELECT id
    FROM investigation
    WHERE snoozed_until <= $1
    ORDER BY snoozed_until
    LIMIT $2
    FOR UPDATE SKIP LOCKED
)
RETURNING
    company_id, id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status,
    note, reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
