-- Opens a case for each failure of company $1 that is not known yet, and tells of it in the event log;
-- the answer lacks those that are known. Suppliers become known with their first failure. All in one
-- order, so that two batches never wait in a circle.
--
-- With $3, a business time zone, it leaves out as well what a backfilled case may be taken over for
-- (see lock-claimable.sql).
--
-- What is told is the case as investigation.ts has it, made here rather than there because what
-- another statement costs is felt by every robot. The session is in UTC.
WITH failure AS
(
    SELECT *
    FROM unnest(
        $4::uuid[], $5::text[], $6::timestamptz[], $7::int[], $8::int[], $9::text[], $10::text[],
        $11::text[], $12::text[], $13::text[], $14::text[]
    ) AS f(
        id, identity, event_at, supid, error_id, error_text, stage,
        file_path, extra, actor, actor_id
    )
),
new_supplier AS
(
    INSERT INTO supplier (company_id, supid)
    SELECT DISTINCT $1::int, supid
    FROM failure
    ORDER BY supid
    ON CONFLICT DO NOTHING
),
opened AS
(
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
    WHERE $3::text IS NULL
       OR NOT EXISTS
    (
        SELECT FROM investigation AS backfilled
        WHERE backfilled.company_id = $1
          AND backfilled.source = 'BACKFILL'
          AND backfilled.supid = failure.supid
          AND backfilled.error_id = failure.error_id
          AND backfilled.event_at >= failure.event_at - interval '3 hours'
          AND backfilled.event_at <= failure.event_at + interval '3 hours'
          AND date_trunc('second', backfilled.event_at AT TIME ZONE $3)
            = date_trunc('second', failure.event_at AT TIME ZONE $3)
    )
    ORDER BY identity
    ON CONFLICT (company_id, identity) DO NOTHING
    RETURNING
        identity,
        id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
        reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
),
told AS
(
    INSERT INTO event (company_id, kind, entity_id, actor, actor_id, payload)
    SELECT
        $1,
        'investigation.opened',
        opened.id,
        failure.actor,
        failure.actor_id,
        jsonb_build_object(
            'id', opened.id,
            'eventAt', replace(left(opened.event_at::text, -3), ' ', 'T') || 'Z',
            'supplierId', opened.supid,
            'errorId', opened.error_id,
            'errorText', opened.error_text,
            'stage', opened.stage,
            'filePath', opened.file_path,
            'extra', opened.extra,
            'source', opened.source,
            'status', opened.status,
            'note', opened.note,
            'reasonCode', opened.reason_code,
            'assigneeId', opened.assignee_id,
            'snoozedUntil', NULL,
            'awaitsSuccess', FALSE,
            'investigator', opened.investigator,
            'investigatedAt', NULL,
            'version', opened.version,
            'createdAt', replace(left(opened.created_at::text, -3), ' ', 'T') || 'Z'
        )
    FROM opened
    JOIN failure USING (id)
    ORDER BY opened.identity
)
SELECT
    encode(identity, 'hex') AS reported_identity,
    id, event_at, supid, error_id, error_text, stage, file_path, extra, source, status, note,
    reason_code, assignee_id, snoozed_until, investigator, investigated_at, version, created_at
FROM opened
