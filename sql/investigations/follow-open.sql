-- The open cases of company $1, each as [id, when it happened, assignee, when it wakes]; instants in ms,
-- -1 for a sleep that a success ends. null where there are more than $2. One row, with its place in the log.
SELECT
    CASE WHEN
        (SELECT count(*) FROM (SELECT FROM investigation WHERE company_id = $1 AND status = 'OPEN' LIMIT $2 + 1) AS looked_at)
        <= $2
    THEN
    (
        SELECT coalesce(json_agg(json_build_array(
            id,
            floor(date_part('epoch', event_at) * 1000)::bigint,
            assignee_id,
            CASE
                WHEN snoozed_until = 'infinity' THEN -1
                ELSE round(date_part('epoch', snoozed_until) * 1000)::bigint
            END
        )), '[]')
        FROM investigation
        WHERE company_id = $1
          AND status = 'OPEN'
    )
    END AS open,
    -- include events/followed-from
