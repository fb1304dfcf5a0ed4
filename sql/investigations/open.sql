-- A row for each failure of company $1 that has a case by now: which it is (position from 1), whether the
-- case was opened for it, whether the case says the same, and the case. See open_investigations in the
-- migrations; $3 is a business time zone or null.
SELECT
    failure.position::int  AS position,
    i.id = failure.id      AS is_opened,
    (
        i.event_at = failure.event_at
        AND i.supid = failure.supid
        AND i.error_id = failure.error_id
        AND i.error_text = failure.error_text
        AND i.stage = failure.stage
        AND i.file_path IS NOT DISTINCT FROM failure.file_path
        AND i.extra IS NOT DISTINCT FROM failure.extra::jsonb
    ) AS says_the_same,
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
FROM open_investigations($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS i
JOIN unnest($4::uuid[], $5::text[], $6::timestamptz[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[], $12::text[])
  WITH ORDINALITY
  AS failure(id, hex, event_at, supid, error_id, error_text, stage, file_path, extra, position)
  ON i.identity = decode(failure.hex, 'hex')
