-- What a dashboard of company $1 begins with, for the day from $2 up to but not including $3 in the time
-- zone $4: the day's parts (see dashboard-day.sql), its suppliers, each error's newest words with their
-- place in time, and how many failures there were in each of the ranges from $5[i] up to but not
-- including $6[i]. One row, with its place in the log.
SELECT
    (
        SELECT coalesce(json_agg(part), '[]')
        FROM
        (
            -- include investigations/dashboard-day
        ) AS part
    ) AS parts,
    (
        SELECT coalesce(json_agg(DISTINCT supid), '[]')
        FROM investigation
        WHERE company_id = $1
          AND event_at >= $2
          AND event_at <  $3
    ) AS suppliers,
    (
        SELECT coalesce(json_agg(json_build_object(
            'error_id', newest.error_id,
            'place', replace(left(newest.event_at::text, -3), ' ', 'T') || ' ' || newest.id,
            'text', error_text
        )), '[]')
        FROM
        (
            SELECT DISTINCT ON (error_id) error_id, event_at, id
            FROM investigation
            WHERE company_id = $1
              AND event_at >= $2
              AND event_at <  $3
            ORDER BY error_id, event_at DESC, id DESC
        ) AS newest
        JOIN investigation USING (id)
    ) AS words,
    (
        SELECT json_agg(failures ORDER BY position)
        FROM
        (
            SELECT
                day.position,
                (
                    SELECT count(*)
                    FROM investigation
                    WHERE company_id = $1
                      AND event_at >= day.start
                      AND event_at <  day.stop
                ) AS failures
            FROM unnest($5::timestamptz[], $6::timestamptz[]) WITH ORDINALITY AS day(start, stop, position)
        ) AS counted
    ) AS daily,
    -- include events/followed-from
