-- The queue of company $1 at instant $2: open cases that are not snoozed, newest first, whose failure
-- happened from $3 up to but not including $4, and which come after the place ($5, $6). At most $7.
--
-- Bounds are never null, so that one prepared plan, a walk along investigation_queue_idx, fits all. The
-- limit is a sub-select for the same reason: row-level security keeps Postgres from knowing how few cases
-- are open, so that with the limit before its eyes it plans anew each time, which takes longer than to run.
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
FROM investigation
WHERE company_id = $1
  AND status = 'OPEN'
  AND (snoozed_until IS NULL OR snoozed_until <= $2)
  AND event_at >= $3
  AND event_at <  $4
  AND (event_at, id) < ($5::timestamptz, $6::uuid)
ORDER BY event_at DESC, id DESC
LIMIT (SELECT $7::bigint)
