-- How many cases company $1 has at instant $2. A row per person who works on open cases (assignee_id), one
-- for those that nobody works on (is_whole false, assignee_id null), and one for the whole (is_whole).
-- Awake ones by when they happened: all, today ($3 to $4), yesterday ($5 to $3), before $6; then the snoozed.
SELECT
    GROUPING(assignee_id) = 1                                                  AS is_whole,
    assignee_id,
    count(*) FILTER (WHERE awake)::int                                         AS awake,
    count(*) FILTER (WHERE awake AND event_at >= $3 AND event_at < $4)::int    AS today,
    count(*) FILTER (WHERE awake AND event_at >= $5 AND event_at < $3)::int    AS yesterday,
    count(*) FILTER (WHERE awake AND event_at < $6)::int                       AS older,
    count(*) FILTER (WHERE NOT awake)::int                                     AS snoozed
FROM
(
    SELECT
        assignee_id,
        event_at,
        snoozed_until IS NULL OR snoozed_until <= $2 AS awake
    FROM investigation
    WHERE company_id = $1
      AND status = 'OPEN'
) AS open_case
GROUP BY GROUPING SETS ((), (assignee_id))
ORDER BY is_whole DESC, assignee_id
