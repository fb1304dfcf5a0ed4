-- The case behind each report (position from 1) that is known already, and whether it says the same.
-- decode() stays out of the join: it is not leakproof, so behind the policy of row-level security a
-- condition with it finds nothing by an index.
WITH report AS MATERIALIZED (
    SELECT
        decode(hex, 'hex') AS identity,
        event_at, supid, error_id, error_text, stage, file_path, extra, position
    FROM unnest($2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[])
      WITH ORDINALITY
      AS sent(hex, event_at, supid, error_id, error_text, stage, file_path, extra, position)
)
SELECT
    report.position::int AS position,
    (
        i.event_at = report.event_at
        AND i.supid = report.supid
        AND i.error_id = report.error_id
        AND i.error_text = report.error_text
        AND i.stage = report.stage
        AND i.file_path IS NOT DISTINCT FROM report.file_path
        AND i.extra IS NOT DISTINCT FROM report.extra::jsonb
    ) AS says_the_same,
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
FROM report
JOIN investigation AS i
  ON  i.company_id = $1
  AND i.identity = report.identity
ORDER BY report.position
