-- One row per price row that a robot loaded: on this business day (dateupd) this supplier (supid)
-- offered this article at this price. That a supplier has any row on a day makes it a success day.
--
-- Why this shape: it is the table external warehouses already have, so that one set of questions reads
-- both. dateupd is a Date, a calendar day that no time zone can move. price has four decimals, as price
-- lists quote screws by the piece, and no currency: the warehouse keeps each supplier's own.
--
-- ORDER BY: whoever comes here wants one supplier over time, or one of its articles over time.
-- PARTITION BY year: old years can be dropped whole. By month, an import of more than eight years
-- would pass the hundred partitions that one INSERT may touch.
--
-- Rows come in by INSERT (also INSERT … SELECT from a staging table). A partition that is attached or
-- moved in does not reach the view of 0005, and its success days would be missing.
CREATE TABLE IF NOT EXISTS {database:Identifier}.dif_step_1
(
    dateupd Date,
    supid   UInt32,
    sku     String,
    qty     Int32,
    price   Decimal(18, 4)
)
ENGINE = MergeTree
PARTITION BY toYear(dateupd)
ORDER BY (supid, dateupd, sku)
