-- A row a company: how many of its cases nobody has closed yet.
SELECT company.slug AS company, count(investigation.id)::int AS open
FROM company
LEFT JOIN investigation ON investigation.company_id = company.id AND investigation.status = 'OPEN'
GROUP BY company.slug
ORDER BY open DESC, company
