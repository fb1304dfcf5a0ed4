-- Brings a company's ($1) history of buckets up to the day $2 with the buckets of that day ($4, a JSON
-- array of {supid, bucket}), seen at the instant $3. A supplier has an entry for the day if its bucket
-- is another than before that day; a second look at the same day corrects the entry.
--
-- A row is what this look changed: from which bucket (null: first seen) to which.
WITH
    answer AS
    (
        SELECT
            today.supid,
            before.to_bucket AS from_bucket,
            today.bucket AS to_bucket
        FROM json_to_recordset($4) AS today (supid int, bucket bucket)
        LEFT JOIN LATERAL (
            SELECT to_bucket
            FROM cadence_bucket_change
            WHERE company_id = $1
              AND supid = today.supid
              AND date < $2::date
            ORDER BY date DESC
            LIMIT 1
        ) AS before ON true
    ),
    taken_back AS
    (
        DELETE FROM cadence_bucket_change AS entry
        USING answer
        WHERE entry.company_id = $1
          AND entry.date = $2::date
          AND entry.supid = answer.supid
          AND answer.from_bucket = answer.to_bucket
        RETURNING entry.supid, entry.to_bucket AS from_bucket, answer.to_bucket
    ),
    recorded AS
    (
        INSERT INTO cadence_bucket_change AS entry (
            company_id, supid, date, from_bucket, to_bucket, changed_at
        )
        SELECT
            $1,
            supid,
            $2::date,
            from_bucket,
            to_bucket,
            $3::timestamptz
        FROM answer
        WHERE from_bucket IS DISTINCT FROM to_bucket
        ON CONFLICT (company_id, supid, date) DO UPDATE SET
            to_bucket  = excluded.to_bucket,
            changed_at = excluded.changed_at
        WHERE entry.to_bucket <> excluded.to_bucket
        RETURNING supid, from_bucket, to_bucket
    )
SELECT supid, from_bucket, to_bucket FROM taken_back
UNION ALL
SELECT supid, from_bucket, to_bucket FROM recorded
ORDER BY supid
