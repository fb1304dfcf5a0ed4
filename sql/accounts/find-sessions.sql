-- The people behind the session tokens $1 at the instant $2, each with the company the session works
-- for: the one it says, or the first the person came to. No row for a session that is unknown or has
-- ended, nor for a person without a place in any company.
SELECT
  session.token,
  person.id,
  person.name,
  place.role,
  company.id AS company_id,
  company.slug AS company_slug,
  company.name AS company_name,
  company.time_zone,
  company.warehouse_database,
  company.created_at AS company_created_at
FROM session
JOIN "user" AS person ON person.id = session.user_id
CROSS JOIN LATERAL (
  SELECT membership.company_id, membership.role
  FROM membership
  WHERE membership.user_id = person.id
  ORDER BY
    (membership.company_id = session.company_id) DESC NULLS LAST,
    membership.created_at,
    membership.company_id
  LIMIT 1
) AS place
JOIN company ON company.id = place.company_id
WHERE session.token = ANY($1::text[])
  AND session.expires_at > $2
