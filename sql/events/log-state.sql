-- One row: the newest seq, the newest pruned seq, and the log's epoch.
--
-- The epoch changes with everything that can bring an older log back under the same name: the cluster
-- (initdb and restore), its timeline (point-in-time recovery, a standby's promotion), the database (a
-- copy) and the table (a dump restored into it). The counter's own part is for whoever restores by
-- other means and says so.
SELECT
    seq,
    pruned_through AS "prunedThrough",
    left(
        md5(
            concat_ws(
                ' ',
                (SELECT system_identifier FROM pg_control_system()),
                (SELECT timeline_id FROM pg_control_checkpoint()),
                (SELECT oid FROM pg_database WHERE datname = current_database()),
                'event'::regclass::oid,
                epoch
            )
        ),
        16
    ) AS epoch
FROM event_counter
