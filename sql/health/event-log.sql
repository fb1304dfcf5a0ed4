-- One row: how far the event log has come, and whoever has handed it out up to seq $1.
SELECT
    (SELECT count(*)::int FROM event WHERE seq IS NULL) AS unnumbered,
    -- seconds since the oldest event that has no number yet, 0 when all have one
    extract(epoch FROM coalesce(
        now() - (SELECT at FROM event WHERE seq IS NULL ORDER BY id LIMIT 1),
        interval '0'
    ))::float8 AS "sequencerLagS",
    -- seconds since the oldest event that was not handed out yet, 0 when all were
    extract(epoch FROM coalesce(
        now() - (SELECT at FROM event WHERE seq > $1 ORDER BY seq LIMIT 1),
        interval '0'
    ))::float8 AS "readerLagS"
