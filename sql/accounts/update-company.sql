-- Changes what the company $1 is called and which time zone its days are in.
UPDATE company
SET name = $2, time_zone = $3
WHERE id = $1
RETURNING
  id,
  slug,
  name,
  time_zone AS "timeZone",
  warehouse_database AS "warehouseDatabase",
  created_at AS "createdAt"
