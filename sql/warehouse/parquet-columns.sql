-- One row per column of a Parquet file, in the order of the file.
DESCRIBE TABLE file({path:String}, 'Parquet')
