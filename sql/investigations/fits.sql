    -- Cases i of company $1 that happened from $2 up to but not including $3, and fit: status $4, suppliers
    -- $5, errors $6, stages $7, buckets $8, reasons $9; assigned to one of $10, or to nobody if $11; asleep at
    -- the instant $13, or awake, as $12 says; with a text like $14, or a supplier's number like $15.
    -- What is null does not narrow. Planned for its values, each line is either gone or an index's.
    i.company_id = $1
    AND ($2::timestamptz IS NULL OR i.event_at >= $2)
    AND ($3::timestamptz IS NULL OR i.event_at <  $3)
    AND ($4::investigation_status[] IS NULL OR i.status = ANY($4))
    AND ($5::int[] IS NULL OR i.supid = ANY($5))
    AND ($6::int[] IS NULL OR i.error_id = ANY($6))
    AND ($7::text[] IS NULL OR i.stage = ANY($7))
    AND ($8::bucket[] IS NULL OR i.supid IN
        (SELECT supid FROM cadence_profile WHERE company_id = $1 AND bucket = ANY($8)))
    AND ($9::reason_code[] IS NULL OR i.reason_code = ANY($9))
    AND ($10::text[] IS NULL OR i.assignee_id = ANY($10) OR ($11 AND i.assignee_id IS NULL))
    AND CASE $12::boolean
            WHEN true THEN i.snoozed_until > $13::timestamptz
            WHEN false THEN i.snoozed_until IS NULL OR i.snoozed_until <= $13::timestamptz
            ELSE true
        END
    AND ($14::text IS NULL
        OR i.error_text ILIKE $14
        OR i.file_path ILIKE $14
        OR i.supid::text LIKE $15
        OR i.supid IN (SELECT supid FROM supplier WHERE company_id = $1 AND name ILIKE $14))
