-- The migrations that the database has, oldest first.
SELECT migration_name AS name
FROM _prisma_migrations
WHERE rolled_back_at IS NULL
    AND finished_at IS NOT NULL
ORDER BY migration_name
