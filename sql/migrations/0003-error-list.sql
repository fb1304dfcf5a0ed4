-- One row per kind of failure: what an error_id of dif_errors means, in words.
--
-- Why this shape: it is external warehouses' table. A plain MergeTree, because a question that reads
-- both cannot say FINAL; whoever changes a text removes the old row.
--
-- ORDER BY id: it is looked up by nothing else. No PARTITION BY: it has tens of rows.
CREATE TABLE IF NOT EXISTS {database:Identifier}.error_list
(
    id         UInt32,
    error_text String
)
ENGINE = MergeTree
ORDER BY id
