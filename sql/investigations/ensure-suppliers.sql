-- Makes the suppliers $2 of company $1 known. In order, so that two batches never wait in a circle.
INSERT INTO supplier (company_id, supid)
SELECT DISTINCT $1::int, supid
FROM unnest($2::int[]) AS s(supid)
ORDER BY supid
ON CONFLICT DO NOTHING
