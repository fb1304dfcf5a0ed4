-- One row per bucket of a company ($1), empty ones too: how many suppliers are in it, and how many
-- more came in than left in the last $2 days up to that of the newest refresh.
--
-- What the company's first refresh saw is no change: by then everybody came from nowhere.
WITH
    changes AS
    (
        SELECT
            from_bucket,
            to_bucket
        FROM cadence_bucket_change,
            (SELECT max(as_of) AS as_of FROM cadence_profile WHERE company_id = $1) AS newest
        WHERE company_id = $1
          AND date <= as_of
          AND date > as_of - $2::int
          AND date > (SELECT min(date) FROM cadence_bucket_change WHERE company_id = $1)
    )
SELECT
    bucket,
    (
        SELECT count(*)::int
        FROM cadence_profile AS profile
        WHERE profile.company_id = $1
          AND profile.bucket = each.bucket
    ) AS suppliers,
    (
        SELECT (count(*) FILTER (WHERE to_bucket = each.bucket)
              - count(*) FILTER (WHERE from_bucket = each.bucket))::int
        FROM changes
    ) AS net_change
FROM unnest(enum_range(NULL::bucket)) AS each (bucket)
ORDER BY bucket
