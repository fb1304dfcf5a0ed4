-- One row per import, newest first: how far it came and what it was.
SELECT
    import_id,
    max(state)    AS reached,
    any(kind)     AS kind,
    any(sha256)   AS sha256,
    any(name)     AS name,
    any(rows)     AS rows
FROM {database:Identifier}.import_file
GROUP BY import_id
ORDER BY import_id DESC
