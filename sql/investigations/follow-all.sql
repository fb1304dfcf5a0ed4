-- How many cases company $1 has, whatever became of them. One row, with its place in the log.
SELECT
    (SELECT count(*)::int FROM investigation WHERE company_id = $1) AS count,
    -- include events/followed-from
