-- As page.sql, but led by how often the supplier's files failed from $22 up to but not including $23, most
-- often first, suppliers of equal number by theirs: the lead is -failures · 2³¹ + supplier. Whatever
-- became of the failures, so that nothing moves while people work on them.
WITH hit AS MATERIALIZED
(
    SELECT
        supid,
        count(*) AS failures
    FROM investigation
    WHERE company_id = $1
      AND event_at >= $22
      AND event_at <  $23
    GROUP BY supid
)
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at,
    lead
FROM
(
    SELECT
        i.*,
        i.supid - coalesce(hit.failures, 0) * 2147483648 AS lead,
        i.event_at AS at
    FROM investigation AS i
    LEFT JOIN hit ON hit.supid = i.supid
    WHERE
    -- include investigations/fits
) AS i
WHERE
    -- include investigations/after-place
ORDER BY
    CASE WHEN $16 THEN lead END,
    CASE WHEN NOT $16 THEN lead END DESC,
    CASE WHEN $17 THEN at END,
    CASE WHEN NOT $17 THEN at END DESC,
    CASE WHEN $17 THEN id END,
    CASE WHEN NOT $17 THEN id END DESC
LIMIT $21
