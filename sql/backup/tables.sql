-- The tables that hold what people and robots told Pricelens, with the columns that are written rather
-- than computed. Not the history of migrations, which a restored database makes for itself, and not
-- Agenda's tables, which are made anew as its worker starts.
SELECT
    class.relname AS name,
    array_agg(attribute.attname::text ORDER BY attribute.attnum) AS columns
FROM pg_class AS class
JOIN pg_attribute AS attribute
    ON attribute.attrelid = class.oid
    AND attribute.attnum > 0
    AND NOT attribute.attisdropped
    AND attribute.attgenerated = ''
WHERE class.relnamespace = 'public'::regnamespace
    AND class.relkind IN ('r', 'p')
    AND NOT class.relispartition
    AND class.relname <> '_prisma_migrations'
    AND class.relname NOT LIKE 'agenda%'
GROUP BY class.relname
ORDER BY class.relname
