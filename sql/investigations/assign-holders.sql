-- Who has each of the investigations $2 of company $1, and since when; since is null where the log does
-- not say. Those that nobody has are left out.
SELECT
    i.id AS investigation_id,
    person.id,
    person.name,
    (
        SELECT at
        FROM event
        WHERE company_id = $1
          AND entity_id = i.id::text
          AND kind = 'investigation.assigned'
        ORDER BY id DESC
        LIMIT 1
    ) AS since
FROM investigation AS i
JOIN "user" AS person ON person.id = i.assignee_id
WHERE i.company_id = $1
  AND i.id = ANY($2::uuid[])
ORDER BY i.id
