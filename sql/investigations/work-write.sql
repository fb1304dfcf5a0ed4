-- Gives locked investigations of company $1 the state decided for them ($4 … $9, one a position), by $2
-- at the instant $3, and keeps what they were under the token $10, for $11 (an actor's id) to undo what
-- the event $12 tells of until $13.
--
-- A case that sleeps until its supplier's next success remembers the newest success known now; of a
-- supplier without any, a success on the day of the failure (time zone $14) is news already.
WITH decided AS
(
    SELECT *
    FROM unnest($4::uuid[], $5::investigation_status[], $6::text[], $7::reason_code[], $8::text[], $9::timestamptz[])
      AS d(id, status, note, reason_code, assignee_id, snoozed_until)
),
kept AS
(
    INSERT INTO investigation_undo
        (token, company_id, actor_id, kind, expires_at, investigation_id, version, status, note,
         reason_code, assignee_id, snoozed_until, awaits_success_after, investigator, investigated_at)
    SELECT
        $10, $1, $11, $12, $13, i.id, i.version + 1, i.status, i.note,
        i.reason_code, i.assignee_id, i.snoozed_until, i.awaits_success_after, i.investigator, i.investigated_at
    FROM decided
    JOIN investigation AS i USING (id)
)
UPDATE investigation AS i
SET status = decided.status,
    note = decided.note,
    reason_code = decided.reason_code,
    assignee_id = decided.assignee_id,
    snoozed_until = decided.snoozed_until,
    awaits_success_after = CASE WHEN decided.snoozed_until = 'infinity' THEN coalesce(
        i.awaits_success_after,
        (SELECT last_success_date FROM cadence_profile AS p WHERE p.company_id = i.company_id AND p.supid = i.supid),
        (i.event_at AT TIME ZONE $14)::date - 1
    ) END,
    investigator = $2,
    investigated_at = $3,
    version = i.version + 1
FROM decided
WHERE i.company_id = $1
  AND i.id = decided.id
RETURNING
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
