-- Up to $2 events of every company after seq $1, in order.
SELECT
    seq,
    company_id    AS "companyId",
    kind,
    entity_id     AS "entityId",
    actor,
    actor_id      AS "actorId",
    at,
    payload::text AS payload
FROM event
WHERE seq > $1
ORDER BY seq
LIMIT $2
