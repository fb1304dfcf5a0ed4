-- Investigations that fit ($1 … $15), in the order $22: by a number that leads (the supplier's, the
-- error's, or none), then by an instant (of the failure, or of when Pricelens learnt of it), then by id.
-- The lead rises if $16, the rest if $17. Only what comes after the place ($18, $19, $20); at most $21.
--
-- Planned for its values, every CASE is a plain column, so that the order is an index's.
SELECT
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at,
    lead
FROM
(
    SELECT
        i.*,
        CASE $22 WHEN 'SUPPLIER' THEN i.supid WHEN 'ERROR' THEN i.error_id ELSE 0 END AS lead,
        CASE $22 WHEN 'LONGEST_OPEN' THEN i.created_at ELSE i.event_at END AS at
    FROM investigation AS i
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
