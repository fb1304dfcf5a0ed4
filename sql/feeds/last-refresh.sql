-- What a company's profiles hold before a refresh for the day $2, one row:
-- suppliers    how many of them had succeeded by $2, so that the warehouse must know them still
-- newest_day   the newest day anything is known of; null before the first refresh
SELECT
    (
        SELECT count(*)::int
        FROM cadence_profile
        WHERE company_id = $1
          AND last_success_date <= $2::date
    ) AS suppliers,
    greatest(
        (SELECT max(as_of) FROM cadence_profile WHERE company_id = $1),
        (SELECT max(date) FROM cadence_bucket_change WHERE company_id = $1)
    )::text AS newest_day
