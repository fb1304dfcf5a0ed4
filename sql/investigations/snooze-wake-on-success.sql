-- Wakes the cases of company $1 whose supplier has succeeded since they were put to sleep, by the
-- profiles as they are.
UPDATE investigation AS i
SET snoozed_until = NULL,
    awaits_success_after = NULL,
    version = i.version + 1
FROM
(
    SELECT sleeping.id
    FROM investigation AS sleeping
    JOIN cadence_profile AS profile USING (company_id, supid)
    WHERE sleeping.company_id = $1
      AND sleeping.snoozed_until = 'infinity'
      AND profile.last_success_date > sleeping.awaits_success_after
    ORDER BY sleeping.supid, sleeping.error_id, sleeping.event_at, sleeping.id
    FOR UPDATE OF sleeping
) AS due
WHERE i.id = due.id
RETURNING
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
