-- Opens a case for each failure of a company that is not known yet, and tells of it in the event log; the
-- answer is the case behind each, opened or known. Suppliers become known with their first failure. All in
-- one order, so that two batches never wait in a circle.
--
-- With `sparing`, a business time zone, it does nothing at all where one of the failures may take over a
-- backfilled case (see lock-claimable.sql): that is for the caller to do first.
--
-- A function, because robots report one failure a call, and what costs them is the number of messages: this
-- is a transaction in one. Each statement in it sees what was committed before that statement, so that what
-- follows the lock sees what was backfilled while it waited. 7265004 is any number that nothing else locks;
-- the backfill, which has it alone, may take it as well.
--
-- OFFSET 0 has each failure looked up by itself, also where Postgres takes the table for a small one because
-- it has grown since it was last analyzed: in a new installation all of the company was read otherwise.
--
-- What is told is the case as investigation.ts has it. The session is in UTC.
CREATE FUNCTION open_investigations(
    of_company int,
    from_source investigation_source,
    sparing text,
    ids uuid[],
    identities text[],
    event_ats timestamptz[],
    supids int[],
    error_ids int[],
    error_texts text[],
    stages text[],
    file_paths text[],
    extras text[],
    actors text[],
    actor_ids text[]
)
RETURNS SETOF investigation
LANGUAGE plpgsql AS $$
DECLARE
    opened_count bigint;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7265004, of_company);

    RETURN QUERY
    WITH failure AS MATERIALIZED
    (
        SELECT *
        FROM unnest(
            ids, identities, event_ats, supids, error_ids, error_texts, stages, file_paths, extras,
            actors, actor_ids
        ) WITH ORDINALITY AS f(
            id, identity, event_at, supid, error_id, error_text, stage, file_path, extra, actor,
            actor_id, position
        )
        WHERE sparing IS NULL
           OR NOT EXISTS
        (
            SELECT
            FROM unnest(supids, error_ids, event_ats) AS reported(supid, error_id, event_at)
            CROSS JOIN LATERAL
            (
                SELECT
                FROM investigation AS backfilled
                WHERE backfilled.company_id = of_company
                  AND backfilled.source = 'BACKFILL'
                  AND backfilled.supid = reported.supid
                  AND backfilled.error_id = reported.error_id
                  AND backfilled.event_at >= reported.event_at - interval '3 hours'
                  AND backfilled.event_at <= reported.event_at + interval '3 hours'
                  AND date_trunc('second', backfilled.event_at AT TIME ZONE sparing)
                    = date_trunc('second', reported.event_at AT TIME ZONE sparing)
                OFFSET 0
            ) AS backfilled
        )
    ),
    new_supplier AS
    (
        INSERT INTO supplier (company_id, supid)
        SELECT DISTINCT of_company, failure.supid
        FROM failure
        ORDER BY failure.supid
        ON CONFLICT DO NOTHING
    ),
    opened AS
    (
        INSERT INTO investigation
            (company_id, source, id, identity, event_at, supid, error_id, error_text, stage, file_path, extra)
        SELECT
            of_company,
            from_source,
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
        ORDER BY identity, position
        ON CONFLICT (company_id, identity) DO NOTHING
        RETURNING *
    ),
    told AS
    (
        INSERT INTO event (company_id, kind, entity_id, actor, actor_id, payload)
        SELECT
            of_company,
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
    SELECT *
    FROM opened;

    GET DIAGNOSTICS opened_count = ROW_COUNT;
    IF opened_count = cardinality(ids) THEN
        RETURN;
    END IF;

    -- decode() stays out of the look: it is not leakproof, so behind the policy of row-level security a
    -- condition with it finds nothing by an index.
    RETURN QUERY
    WITH reported AS MATERIALIZED
    (
        SELECT DISTINCT decode(hex, 'hex') AS identity
        FROM unnest(identities) AS hex
    )
    SELECT known.*
    FROM reported
    CROSS JOIN LATERAL
    (
        SELECT *
        FROM investigation AS i
        WHERE i.company_id = of_company
          AND i.identity = reported.identity
        OFFSET 0
    ) AS known
    WHERE known.id <> ALL (ids);
END
$$;
