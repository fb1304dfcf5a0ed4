-- A company of the short name $1, the name $2, the time zone $3 and the database $4 of the warehouse, at
-- $5. The answer is empty where the short name is taken.
INSERT INTO company (slug, name, time_zone, warehouse_database, created_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (slug) DO NOTHING
RETURNING
  id,
  slug,
  name,
  time_zone AS "timeZone",
  warehouse_database AS "warehouseDatabase",
  created_at AS "createdAt"
