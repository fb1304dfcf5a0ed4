-- The tables that companies share: how many rows each has about now, and the columns by which Postgres
-- finds rows of one company without reading all of them: those that lead an index, and those of which a
-- partial index has one value.
SELECT
    quote_ident(c.relname) AS name,
    -- as the planner reckons: the density at the last ANALYZE, the length of this moment
    CASE
        WHEN c.relpages > 0 THEN greatest(c.reltuples, 0) / c.relpages
        ELSE 100
    END::float8 * (pg_relation_size(c.oid) / current_setting('block_size')::int) AS rows,
    coalesce(
        (
            SELECT json_agg(DISTINCT jsonb_build_object(
                'name', quote_ident(a.attname),
                'isTime', a.atttypid IN ('timestamptz'::regtype, 'date'::regtype)
            ))
            FROM pg_index AS i
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE i.indrelid = c.oid
              AND a.attname <> 'company_id'
              AND CASE
                      WHEN i.indpred IS NULL
                      THEN a.attnum = i.indkey[CASE WHEN i.indkey[0] = company.attnum THEN 1 ELSE 0 END]
                      ELSE pg_get_expr(i.indpred, i.indrelid) ~ ('\m' || a.attname || '\M')
                  END
        ),
        '[]'
    ) AS columns
FROM pg_class AS c
JOIN pg_attribute AS company ON company.attrelid = c.oid AND company.attname = 'company_id'
WHERE c.relkind = 'r'
  AND c.relnamespace = current_schema()::regnamespace
  AND has_table_privilege(c.oid, 'SELECT')
ORDER BY c.relname
