-- Deletes up to $4 events of company $1 from before $2, but for the kinds in $3, and notes how far the
-- log is no longer whole in the same breath. The answer is one row: how many went.
WITH old AS (
    SELECT id
    FROM event
    WHERE company_id = $1
      AND at < $2
      AND kind <> ALL($3::text[])
      AND seq IS NOT NULL
    LIMIT $4
), gone AS (
    DELETE FROM event
    USING old
    WHERE event.id = old.id
    RETURNING event.seq
), noted AS (
    UPDATE event_counter
    SET pruned_through = greatest(pruned_through, (SELECT max(seq) FROM gone))
    WHERE EXISTS (SELECT FROM gone)
)
SELECT count(*)::int AS count
FROM gone
