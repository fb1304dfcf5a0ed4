-- Gives locked backfilled cases ($3) to the failures that robots report now: the n-th case of a
-- supplier, error and clock time to the n-th report of the same. A case takes over all that the robot
-- says; what people did with it stays. Reports that are known already claim nothing.
--
-- decode() stays out of the look for those: it is not leakproof, so behind the policy of row-level security
-- a condition with it finds nothing by an index. OFFSET 0 has each looked up by itself, also where Postgres
-- takes the table for a small one because it has grown since it was last analyzed.
WITH sent AS MATERIALIZED
(
    SELECT r.*, decode(hex, 'hex') AS identity
    FROM unnest($4::text[], $5::timestamptz[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[])
      AS r(hex, event_at, supid, error_id, error_text, stage, file_path, extra)
),
report AS
(
    SELECT
        sent.*,
        date_trunc('second', event_at AT TIME ZONE $2) AS clock_time,
        row_number() OVER (
            PARTITION BY supid, error_id, date_trunc('second', event_at AT TIME ZONE $2)
            ORDER BY identity
        ) AS turn
    FROM sent
    WHERE NOT EXISTS
    (
        SELECT FROM investigation AS known
        WHERE known.company_id = $1
          AND known.identity = sent.identity
        OFFSET 0
    )
),
backfilled AS
(
    SELECT
        id,
        supid,
        error_id,
        date_trunc('second', event_at AT TIME ZONE $2) AS clock_time,
        row_number() OVER (
            PARTITION BY supid, error_id, date_trunc('second', event_at AT TIME ZONE $2)
            ORDER BY event_at, id
        ) AS turn
    FROM investigation
    WHERE id = ANY($3::uuid[])
)
UPDATE investigation AS i
SET identity = report.identity,
    event_at = report.event_at,
    error_text = report.error_text,
    stage = report.stage,
    file_path = report.file_path,
    extra = report.extra::jsonb,
    source = 'ROBOT',
    version = i.version + 1
FROM report
JOIN backfilled USING (supid, error_id, clock_time, turn)
WHERE i.id = backfilled.id
RETURNING
    report.hex AS reported_identity,
    i.id, i.event_at, i.supid, i.error_id, i.error_text, i.stage, i.file_path, i.extra, i.source,
    i.status, i.note, i.reason_code, i.assignee_id, i.snoozed_until, i.investigator, i.investigated_at,
    i.version, i.created_at
