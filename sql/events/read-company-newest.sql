-- The newest up to $4 events of company $1 that are of the kinds $3 (null: of any), newest first, among
-- its newest $2: the inner limit bounds the look where a kind is rare, and costs nothing where it is not.
SELECT
    seq,
    company_id    AS "companyId",
    kind,
    entity_id     AS "entityId",
    actor,
    actor_id      AS "actorId",
    at,
    payload::text AS payload
FROM (
    SELECT *
    FROM event
    WHERE company_id = $1
      AND seq IS NOT NULL
    ORDER BY seq DESC
    LIMIT $2
) AS newest
WHERE $3::text[] IS NULL
   OR kind = ANY($3)
ORDER BY seq DESC
LIMIT $4
