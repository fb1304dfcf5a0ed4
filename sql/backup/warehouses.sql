-- The databases of the warehouse that the companies read.
SELECT DISTINCT warehouse_database AS name
FROM company
ORDER BY 1
