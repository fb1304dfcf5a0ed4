    -- Where in the event log company $1 is by this statement's snapshot: the newest seq, and the changes
    -- that are in the snapshot without a seq yet, as followed.ts names them.
    (SELECT seq FROM event_counter) AS seq,
    (
        SELECT coalesce(json_agg(entity_id || ' ' || (payload ->> 'version')), '[]')
        FROM event
        WHERE company_id = $1
          AND seq IS NULL
          AND payload ? 'version'
    ) AS ahead
