-- Opens a case for each failure of company $1 that is not known yet; the answer lacks those that are.
-- Suppliers become known with their first failure. All in one order, so that two batches never wait in
-- a circle.
WITH failure AS
(
    SELECT *
    FROM unnest(
        $3::uuid[], $4::text[], $5::timestamptz[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[]
    ) AS f(id, identity, event_at, supid, error_id, error_text, stage, file_path, extra)
),
new_supplier AS
(
    INSERT INTO supplier (company_id, supid)
    SELECT DISTINCT $1::int, supid
    FROM failure
    ORDER BY supid
    ON CONFLICT DO NOTHING
)
INSERT INTO investigation
    (company_id, source, id, identity, event_at, supid, error_id, error_text, stage, file_path, extra)
SELECT
    $1,
    $2::investigation_source,
    id,
    decode(identity, 'hex'),
    event_at,
    supid,
    error_id,
    error_text,
    stage,
    file_path,
    extra::jsonb
FROM failure
ORDER BY identity
ON CONFLICT (company_id, identity) DO NOTHING
RETURNING
    encode(identity, 'hex') AS reported_identity,
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
