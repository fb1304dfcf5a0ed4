-- The member $2 of the company $1, with the number of its other admins. All of these rows are locked,
-- so that of two admins who remove each other at once the second finds that there is no other left.
WITH locked AS MATERIALIZED (
  SELECT user_id, role
  FROM membership
  WHERE company_id = $1
    AND (user_id = $2 OR role = 'ADMIN')
  ORDER BY user_id
  FOR UPDATE
)
SELECT
  person.name,
  locked.role,
  (SELECT count(*)::int FROM locked WHERE role = 'ADMIN' AND user_id <> $2) AS other_admins
FROM locked
JOIN "user" AS person ON person.id = locked.user_id
WHERE locked.user_id = $2
