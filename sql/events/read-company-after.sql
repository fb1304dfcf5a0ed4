-- Up to $3 events of company $1 after seq $2, in order.
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
WHERE company_id = $1
  AND seq > $2
ORDER BY seq
LIMIT $3
