-- The companies of the person $1 and the role in each, by name.
SELECT
  company.id,
  company.name,
  membership.role
FROM membership
JOIN company ON company.id = membership.company_id
WHERE membership.user_id = $1
ORDER BY company.name, company.id
