-- For each of the $2 days up to that of the newest refresh of company $1, from its first one on, and each
-- bucket: how many suppliers it had at the day's end less how many the day before. The first day's are
-- all its suppliers.
WITH
    span AS
    (
        SELECT
            max(profile.as_of) AS newest,
            (SELECT min(date) FROM cadence_bucket_change WHERE company_id = $1) AS oldest
        FROM cadence_profile AS profile
        WHERE profile.company_id = $1
    ),
    movement AS
    (
        SELECT date, to_bucket AS bucket, 1 AS suppliers
        FROM cadence_bucket_change
        WHERE company_id = $1

        UNION ALL

        SELECT date, from_bucket AS bucket, -1 AS suppliers
        FROM cadence_bucket_change
        WHERE company_id = $1
          AND from_bucket IS NOT NULL
    )
SELECT
    each.date::date::text AS date,
    bucket,
    coalesce(sum(movement.suppliers), 0)::int AS net_change
FROM span
CROSS JOIN LATERAL generate_series(greatest(oldest, newest - $2::int + 1), newest, interval '1 day') AS each (date)
CROSS JOIN unnest(enum_range(NULL::bucket)) AS kind (bucket)
LEFT JOIN movement USING (bucket, date)
GROUP BY each.date, bucket
ORDER BY each.date, bucket
