-- Notes that an import has reached a state.
INSERT INTO {database:Identifier}.import_file (import_id, kind, sha256, name, rows, state)
SELECT
    {importId:UInt32},
    {kind:String},
    {sha256:String},
    {name:String},
    {rows:UInt64},
    {state:String}
