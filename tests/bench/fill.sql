-- 10,000 suppliers and a million investigations of company 1, the same ones every time: 20,000 on
-- 2026-11-20 in Moscow, 15,000 of them open, and 980,000 on the 179 days before, 3 % of them open.
-- Few of the 500 errors make most of the failures, as in life.
SELECT setseed(0.42);

INSERT INTO supplier (company_id, supid, name)
SELECT 1, supid, 'Supplier ' || supid
FROM generate_series(1, 10000) AS supid;

-- Their suppliers are there: looking each of them up would take as long as the rest.
SET session_replication_role = replica;

INSERT INTO investigation
    (id, company_id, identity, event_at, supid, error_id, error_text, stage, file_path, source, status,
     note, investigator, investigated_at, created_at)
SELECT
    -- as a UUIDv7 of its instant, which is what the product gives
    (lpad(to_hex((extract(epoch FROM event_at) * 1000)::bigint), 12, '0') || '7' || substr(md5, 1, 3)
      || '8' || substr(md5, 4, 15))::uuid,
    1,
    decode(md5, 'hex'),
    event_at,
    supid,
    error_id,
    'Error ' || error_id || ': column mismatch in price list #' || error_id,
    'stage_' || supid % 8,
    'mail_backup/' || supid || '/' || to_char(event_at, 'YYYYMMDD') || '/pricelist_' || n || '.xlsx',
    'ROBOT',
    status::investigation_status,
    CASE WHEN status <> 'OPEN' THEN 'checked by hand, supplier notified' END,
    CASE WHEN status <> 'OPEN' THEN 'user' || n % 40 || '@example.org' END,
    CASE WHEN status <> 'OPEN' THEN event_at + interval '3 hours' END,
    event_at + interval '1 second'
FROM
(
    SELECT
        n,
        md5(n::text) AS md5,
        -- whole milliseconds, which a bare server can put into a cursor by a Date
        CASE
            WHEN n > 980000
            THEN timestamptz '2026-11-20 00:00+03' + floor(random() * 86400000) * interval '1 ms'
            ELSE timestamptz '2026-11-20 00:00+03' - interval '1 ms'
              - floor(random() * 86400000 * 179) * interval '1 ms'
        END AS event_at,
        1 + floor(random() * 10000)::int AS supid,
        1 + floor(500 * power(random(), 2.5))::int AS error_id,
        CASE
            WHEN n > 985000 OR (n <= 980000 AND random() < 0.03) THEN 'OPEN'
            WHEN n % 3 = 0 THEN 'UNRESOLVED'
            ELSE 'RESOLVED'
        END AS status
    FROM generate_series(1, 1000000) AS n
) AS failure
ORDER BY event_at;

RESET session_replication_role;
