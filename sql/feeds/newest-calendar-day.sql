-- The newest day of a company's ($1) calendar; null while it is empty.
SELECT max(date)::text AS date
FROM cadence_daily
WHERE company_id = $1
