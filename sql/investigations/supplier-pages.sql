-- As page.sql, newest first, for each of the suppliers $22: at most $21 of each. $16 and $18, the order of
-- the lead and its place, say nothing here.
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at,
    0 AS lead
FROM unnest($22::int[]) AS wanted(supplier)
CROSS JOIN LATERAL
(
    SELECT *
    FROM
    (
        SELECT
            i.*,
            0 AS lead,
            i.event_at AS at
        FROM investigation AS i
        WHERE
        -- include investigations/fits
        AND i.supid = wanted.supplier
    ) AS i
    WHERE
        -- include investigations/after-place
    ORDER BY
        CASE WHEN $17 THEN at END,
        CASE WHEN NOT $17 THEN at END DESC,
        CASE WHEN $17 THEN id END,
        CASE WHEN NOT $17 THEN id END DESC
    LIMIT $21
) AS i
