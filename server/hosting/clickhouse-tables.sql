-- What a loader fills and Pricelens reads, for a warehouse that is made anew. Why the tables have these
-- shapes is told in sql/migrations. dt is wall-clock time in the business time zone.
CREATE DATABASE IF NOT EXISTS sup_stat;

CREATE TABLE IF NOT EXISTS sup_stat.dif_step_1
(
    dateupd Date,
    supid   UInt32,
    sku     String,
    qty     Int32,
    price   Decimal(18, 4)
)
ENGINE = MergeTree
PARTITION BY toYear(dateupd)
ORDER BY (supid, dateupd, sku);

CREATE TABLE IF NOT EXISTS sup_stat.dif_errors
(
    dt       DateTime('UTC'),
    supid    UInt32,
    error_id UInt32
)
ENGINE = MergeTree
ORDER BY (dt, supid, error_id);

CREATE TABLE IF NOT EXISTS sup_stat.error_list
(
    id         UInt32,
    error_text String
)
ENGINE = MergeTree
ORDER BY id;
