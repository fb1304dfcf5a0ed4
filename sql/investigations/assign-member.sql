-- The person $2, if they are of company $1.
SELECT
    person.id,
    person.name
FROM membership
JOIN "user" AS person ON person.id = membership.user_id
WHERE membership.company_id = $1
  AND membership.user_id = $2
