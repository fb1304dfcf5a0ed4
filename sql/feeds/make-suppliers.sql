-- Makes the suppliers of $2 (supids) that the company does not have yet. In order, because two writers
-- that make the same ones in different orders would wait for each other.
INSERT INTO supplier (company_id, supid)
SELECT
    $1,
    supid
FROM unnest($2::int[]) AS answer (supid)
ORDER BY supid
ON CONFLICT (company_id, supid) DO NOTHING
