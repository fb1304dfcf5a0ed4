-- Replaces the profiles of a company ($1) by the answer ($4, a JSON array) that is true for the day $2,
-- at the instant $3. A profile that would stay as it is keeps its updated_at.
WITH
    answer AS
    (
        SELECT *
        FROM json_to_recordset($4) AS answer (
            supid             int,
            success_days      int,
            median_gap_days   int,
            sd_gap            double precision,
            days_since_last   int,
            last_success_date date,
            bucket            bucket,
            is_anomaly        boolean,
            times_own_rhythm  double precision
        )
    ),
    gone AS
    (
        DELETE FROM cadence_profile AS profile
        WHERE company_id = $1
          AND NOT EXISTS (SELECT FROM answer WHERE answer.supid = profile.supid)
    )
INSERT INTO cadence_profile AS profile (
    company_id,
    supid,
    success_days,
    median_gap_days,
    sd_gap,
    days_since_last,
    last_success_date,
    bucket,
    is_anomaly,
    times_own_rhythm,
    as_of,
    updated_at
)
SELECT
    $1,
    supid,
    success_days,
    median_gap_days,
    sd_gap,
    days_since_last,
    last_success_date,
    bucket,
    is_anomaly,
    times_own_rhythm,
    $2::date,
    $3::timestamptz
FROM answer
ON CONFLICT (company_id, supid) DO UPDATE SET
    success_days      = excluded.success_days,
    median_gap_days   = excluded.median_gap_days,
    sd_gap            = excluded.sd_gap,
    days_since_last   = excluded.days_since_last,
    last_success_date = excluded.last_success_date,
    bucket            = excluded.bucket,
    is_anomaly        = excluded.is_anomaly,
    times_own_rhythm  = excluded.times_own_rhythm,
    as_of             = excluded.as_of,
    updated_at        = excluded.updated_at
-- bucket, anomaly and rhythm follow from these
WHERE (
        profile.success_days,
        profile.median_gap_days,
        profile.sd_gap,
        profile.days_since_last,
        profile.last_success_date,
        profile.as_of
    ) IS DISTINCT FROM (
        excluded.success_days,
        excluded.median_gap_days,
        excluded.sd_gap,
        excluded.days_since_last,
        excluded.last_success_date,
        excluded.as_of
    )
