-- What happened to the investigations $2 of company $1 after the versions $3, one a position, oldest
-- first.
SELECT
    stale.id AS investigation_id,
    e.id,
    e.kind,
    e.actor,
    e.actor_id,
    e.at,
    e.payload -> 'change' ->> 'note' AS note,
    e.payload -> 'change' ->> 'reasonCode' AS reason_code,
    e.payload -> 'change' -> 'assignee' ->> 'id' AS assignee_id,
    e.payload -> 'change' -> 'assignee' ->> 'name' AS assignee,
    e.payload -> 'change' ->> 'undid' AS undid
FROM unnest($2::text[], $3::int[]) AS stale(id, version)
CROSS JOIN LATERAL
(
    SELECT *
    FROM event
    WHERE company_id = $1
      AND entity_id = stale.id
      AND kind LIKE 'investigation.%'
      AND (payload ->> 'version')::int > stale.version
) AS e
ORDER BY e.id
