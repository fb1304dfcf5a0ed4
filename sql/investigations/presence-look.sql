-- Notes that the person $3 looks at the investigation $2 of company $1 at the instant $4, and answers
-- with the others who were seen there since $5, the newest first. Of what is not the company's there is
-- nothing to note.
WITH looking AS
(
    INSERT INTO investigation_presence (company_id, investigation_id, user_id, seen_at)
    SELECT company_id, id, $3, $4
    FROM investigation
    WHERE company_id = $1
      AND id = $2
    ON CONFLICT (investigation_id, user_id) DO UPDATE SET seen_at = excluded.seen_at
)
SELECT
    person.id,
    person.name,
    presence.seen_at
FROM investigation_presence AS presence
JOIN "user" AS person ON person.id = presence.user_id
WHERE presence.company_id = $1
  AND presence.investigation_id = $2
  AND presence.user_id <> $3
  AND presence.seen_at >= $5
ORDER BY presence.seen_at DESC, person.id
