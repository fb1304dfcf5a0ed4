-- The newest 200 events of each of the investigations $2 of company $1, oldest first.
SELECT
    investigation AS investigation_id,
    e.id,
    e.kind,
    e.actor,
    e.at,
    e.payload -> 'change' ->> 'note' AS note,
    e.payload -> 'change' ->> 'reasonCode' AS reason_code,
    e.payload -> 'change' -> 'assignee' ->> 'name' AS assignee,
    e.payload -> 'change' ->> 'undid' AS undid
FROM unnest($2::text[]) AS investigation
CROSS JOIN LATERAL
(
    SELECT id, kind, actor, at, payload
    FROM event
    WHERE company_id = $1
      AND entity_id = investigation
      AND kind LIKE 'investigation.%'
    ORDER BY id DESC
    LIMIT 200
) AS e
ORDER BY e.id
