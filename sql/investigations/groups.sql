-- The cases that fit ($1 … $15), grouped by error if $16, supplier if $17 and stage if $18; keys that are not
-- grouped by are null. Largest group first, then by keys; only groups after the place ($19, $20, $21, $22),
-- at most $23. `groups` is how many there are in all.
WITH part AS
(
    SELECT
        CASE WHEN $16::boolean THEN i.error_id END AS error_id,
        CASE WHEN $17::boolean THEN i.supid END AS supid,
        CASE WHEN $18::boolean THEN i.stage END AS stage,
        i.supid AS hit,
        count(*) AS cases,
        min(i.event_at) AS first_seen,
        max(i.event_at) AS last_seen
    FROM investigation AS i
    WHERE
    -- include investigations/fits
    GROUP BY 1, 2, 3, 4
),
grouped AS
(
    -- A part is of one supplier, so counting parts counts suppliers without sorting them.
    SELECT
        error_id,
        supid,
        stage,
        sum(cases)::int AS cases,
        count(*)::int AS suppliers,
        min(first_seen) AS first_seen,
        max(last_seen) AS last_seen
    FROM part
    GROUP BY error_id, supid, stage
)
SELECT
    *,
    (
        SELECT error_text
        FROM investigation AS newest
        WHERE newest.company_id = $1
          AND newest.event_at = grouped.last_seen
          AND newest.error_id = grouped.error_id
        ORDER BY id
        LIMIT 1
    ) AS error_text,
    (SELECT count(*)::int FROM grouped) AS groups
FROM grouped
WHERE $19::int IS NULL
   OR (-cases, coalesce(error_id, 0), coalesce(supid, 0), coalesce(stage, ''))
    > (-$19, coalesce($20::int, 0), coalesce($21::int, 0), coalesce($22::text, ''))
ORDER BY
    cases DESC,
    error_id,
    supid,
    stage
LIMIT $23
