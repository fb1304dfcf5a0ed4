import { Temporal } from 'temporal-polyfill';
import type { TestContext } from '../support/database.ts';
import { insertFailures } from '../support/warehouse-rows.ts';
import type { OracleRow, Table } from './oracle.ts';

const pick = <T>(values: readonly T[], i: number): T => values[i % values.length]!;

const TEXTS = ['b', 'B', 'a b', 'ё', 'Ж%', 'x_y', "it's", 'back\\slash', 'é', '10', '9', ''];
const INSTANTS = [
  '2026-11-19T20:59:59.999999Z',
  '2026-11-19T21:00:00Z',
  '2026-11-20T10:00:00.000001Z',
  '2026-11-20T10:00:00.000002Z',
  '2026-11-22T21:00:00Z',
  '2026-10-31T23:30:00Z',
  '2011-03-27T00:30:00Z', // Moscow was an hour earlier then, and had summers
  '2010-10-30T22:30:00Z',
  '2010-10-30T23:30:00Z',
];

/** Rows that are alike in many ways and empty in others. */
export async function fillTables(ctx: TestContext, rows: number): Promise<void> {
  const { owner, company } = ctx;
  for (let supid = 1; supid <= 24; supid += 1) {
    await owner.query(
      `INSERT INTO supplier (company_id, supid, name, owner, paused_until, version, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        company.id,
        supid,
        supid % 4 ? pick(TEXTS, supid) : null,
        supid % 3 ? null : 'ann',
        supid % 5 ? null : INSTANTS[supid % 9],
        1 + (supid % 3),
        pick(INSTANTS, supid),
      ],
    );
    if (supid % 6 === 0) continue; // without a profile
    const gap = supid % 5 ? supid % 7 : null;
    await owner.query(
      `INSERT INTO cadence_profile (company_id, supid, success_days, median_gap_days, sd_gap, days_since_last,
         last_success_date, bucket, is_anomaly, times_own_rhythm, as_of, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '2026-11-20', '2026-11-20T03:30:00.5Z')`,
      [
        company.id,
        supid,
        supid % 8,
        gap,
        gap === null ? null : gap / 4, // halves and quarters add up exactly
        supid % 4,
        `2026-11-${String(10 + (supid % 9))}`,
        pick(['DEAD', 'NEW', 'CONSISTENT', 'INCONSISTENT'], supid),
        supid % 2 === 0,
        gap === null ? null : supid / 8,
      ],
    );
  }
  const mixed = (i: number, salt: number) => (i * 7919 + salt * 104_729 + ((i * salt) >> 3)) >>> 0;
  for (let i = 0; i < rows; i += 1) {
    const at = (salt: number) => pick(INSTANTS, mixed(i, salt));
    await owner.query(
      `INSERT INTO investigation (id, company_id, identity, event_at, supid, error_id, error_text, stage,
         file_path, extra, source, status, note, reason_code, investigator, investigated_at, snoozed_until,
         awaits_success_after, version, created_at)
       VALUES ($1, $2, int4send($3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
         CASE WHEN $17 = 'infinity'::timestamptz THEN date '2026-11-01' END, $18, $19)`,
      [
        `${String(mixed(i, 1) % 16 ** 4).padStart(8, '0')}-0000-4000-8000-${String(i).padStart(12, '0')}`,
        company.id,
        i,
        at(2),
        1 + (mixed(i, 3) % 24),
        mixed(i, 4) % 5,
        pick(TEXTS, mixed(i, 5)),
        pick(['load_mail', 'load_ftp', 'consolidate'], mixed(i, 6)),
        i % 3 ? pick(TEXTS, mixed(i, 7)) : null,
        i % 4 ? null : { i },
        pick(['ROBOT', 'BACKFILL'], mixed(i, 8)),
        pick(['OPEN', 'OPEN', 'RESOLVED', 'UNRESOLVED'], mixed(i, 9)),
        i % 5 ? null : pick(TEXTS, mixed(i, 10)),
        i % 2 ? null : pick(['OTHER', 'DUPLICATE', 'OUR_FAULT', 'SUPPLIER_FAULT'], mixed(i, 11)),
        i % 6 ? null : pick(['ann', 'Bob'], i),
        i % 6 ? null : at(12),
        i % 7 ? (i % 11 ? null : 'infinity') : at(13),
        1 + (mixed(i, 14) % 4),
        at(15),
      ],
    );
  }
  for (let i = 0; i < rows; i += 1) {
    await owner.query(
      `INSERT INTO cadence_daily (company_id, supid, date, had_file, attempts, errors, last_stage)
       VALUES ($1, $2, date '2026-10-20' + $3::int, $4, $5, $6, $7)`,
      [
        company.id,
        1 + (i % 24),
        Math.floor(i / 24) * 3,
        i % 3 > 0,
        i % 4,
        i % 3,
        i % 2 ? null : 'load_ftp',
      ],
    );
  }
  await fillWarehouse(ctx, rows);
}

async function fillWarehouse({ clickhouse }: TestContext, rows: number): Promise<void> {
  await clickhouse.insert({
    table: 'sup_stat.error_list',
    values: [1, 2, 3].map((id) => ({ id, error_text: TEXTS[id] })),
    format: 'JSONEachRow',
  });
  const indexes = Array.from({ length: rows }, (_, i) => i);
  await insertFailures(
    clickhouse,
    indexes.map((i) => ({
      dt: pick(
        [
          '2026-11-20 00:00:00',
          '2026-11-19 23:59:59',
          '2026-11-16 10:30:00',
          '2011-03-27 03:30:00',
          '2010-10-31 01:30:00',
        ],
        i * 7,
      ),
      supid: 1 + (i % 9),
      error_id: (i * 3) % 5,
    })),
  );
  await clickhouse.insert({
    table: 'sup_stat.dif_step_1',
    values: indexes.flatMap((i) =>
      Array.from({ length: 1 + (i % 4) }, (_, n) => ({
        supid: 1 + ((i * 5) % 11),
        dateupd: `2026-${String(9 + (i % 3))}-${String(1 + ((i * 13) % 28)).padStart(2, '0')}`,
        sku: `s${(i + n * n) % 5}`,
      })),
    ),
    format: 'JSONEachRow',
  });
}

const BUCKETS = ['CONSISTENT', 'INCONSISTENT', 'NEW', 'DEAD'];

/** The lists as they lie in the databases, read by statements of the tests' own. */
export async function readTables(ctx: TestContext): Promise<Table[]> {
  const instant = (column: string) =>
    `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const select = async (sql: string) =>
    (
      await ctx.owner.query<{ row: OracleRow }>(`SELECT row_to_json(x) AS row FROM (${sql}) AS x`)
    ).rows.map(({ row }) => row);
  const investigations = await select(
    `SELECT id, ${instant('event_at')} AS "eventAt", supid AS "supplierId", error_id AS "errorId",
       error_text AS "errorText", stage, file_path AS "filePath", extra #>> '{}' AS extra, source, status, note,
       reason_code AS "reasonCode", investigator, ${instant('investigated_at')} AS "investigatedAt",
       assignee_id AS "assigneeId",
       CASE WHEN snoozed_until <> 'infinity' THEN ${instant('snoozed_until')} END AS "snoozedUntil", version,
       ${instant('created_at')} AS "createdAt", coalesce(snoozed_until = 'infinity', false) AS "awaitsSuccess"
     FROM investigation`,
  );
  const suppliers = await select(
    `SELECT s.supid AS "supplierId", name, owner, contact, admin_url AS "adminUrl",
       ${instant('paused_until')} AS "pausedUntil", version, ${instant('created_at')} AS "createdAt",
       success_days AS "successDays", median_gap_days AS "medianGapDays", sd_gap AS "sdGap",
       days_since_last AS "daysSinceLast", last_success_date::text AS "lastSuccessDate", bucket,
       is_anomaly AS "isAnomaly", times_own_rhythm AS "timesOwnRhythm"
     FROM supplier s LEFT OUTER JOIN cadence_profile p ON s.supid = p.supid`,
  );
  const days = await select(
    `SELECT supid AS "supplierId", date::text AS date, had_file AS "hadFile", attempts, errors,
       last_stage AS "lastStage"
     FROM cadence_daily`,
  );
  return [
    {
      name: 'investigations',
      kinds: {
        id: 'UUID',
        eventAt: 'INSTANT',
        supplierId: 'INT',
        errorId: 'INT',
        errorText: 'STRING',
        stage: 'STRING',
        filePath: 'STRING',
        extra: 'JSON',
        source: 'ENUM',
        status: 'ENUM',
        note: 'STRING',
        reasonCode: 'ENUM',
        investigator: 'STRING',
        investigatedAt: 'INSTANT',
        snoozedUntil: 'INSTANT',
        version: 'INT',
        createdAt: 'INSTANT',
        awaitsSuccess: 'BOOLEAN',
      },
      enums: {
        source: ['ROBOT', 'BACKFILL'],
        status: ['OPEN', 'RESOLVED', 'UNRESOLVED'],
        reasonCode: [
          'SUPPLIER_FAULT',
          'OUR_FAULT',
          'FORMAT_CHANGED',
          'DUPLICATE',
          'FALSE_ALARM',
          'OTHER',
        ],
      },
      key: ['id'],
      rows: investigations,
    },
    {
      name: 'suppliers',
      kinds: {
        supplierId: 'INT',
        name: 'STRING',
        owner: 'STRING',
        pausedUntil: 'INSTANT',
        version: 'INT',
        createdAt: 'INSTANT',
        successDays: 'INT',
        medianGapDays: 'INT',
        sdGap: 'FLOAT',
        daysSinceLast: 'INT',
        lastSuccessDate: 'DATE',
        bucket: 'ENUM',
        isAnomaly: 'BOOLEAN',
        timesOwnRhythm: 'FLOAT',
      },
      enums: { bucket: BUCKETS },
      key: ['supplierId'],
      rows: suppliers,
    },
    {
      name: 'cadenceDays',
      kinds: {
        supplierId: 'INT',
        date: 'DATE',
        hadFile: 'BOOLEAN',
        attempts: 'INT',
        errors: 'INT',
        lastStage: 'STRING',
      },
      enums: {},
      key: ['supplierId', 'date'],
      rows: days,
    },
    ...(await readWarehouse(ctx)),
  ];
}

/** The warehouse's rows one by one, and counted here. */
async function readWarehouse({ clickhouse, company }: TestContext): Promise<Table[]> {
  const rowsOf = async <T>(query: string): Promise<T[]> =>
    (await clickhouse.query({ query, format: 'JSONEachRow' })).json<T>();
  const failed = await rowsOf<{ dt: string; supid: number; error_id: number }>(
    'SELECT toString(dt) AS dt, supid, error_id FROM sup_stat.dif_errors',
  );
  const texts = new Map(
    (await rowsOf<{ id: number; error_text: string }>('SELECT * FROM sup_stat.error_list')).map(
      ({ id, error_text }) => [id, error_text],
    ),
  );
  const failures = [...Map.groupBy(failed, (row) => JSON.stringify(row)).values()].map((alike) => {
    const { dt, supid, error_id } = alike[0]!;
    const clock = Temporal.PlainDateTime.from(dt.replace(' ', 'T'));
    return {
      at: clock
        .toZonedDateTime(company.timeZone)
        .toInstant()
        .toString({ fractionalSecondDigits: 6 }),
      date: dt.slice(0, 10),
      supplierId: supid,
      errorId: error_id,
      errorText: texts.get(error_id) ?? `error ${error_id}`,
      failures: alike.length,
    };
  });
  const loaded = await rowsOf<{ supid: number; day: string; sku: string }>(
    'SELECT supid, toString(dateupd) AS day, sku FROM sup_stat.dif_step_1',
  );
  const deliveries = [...Map.groupBy(loaded, ({ supid, day }) => `${supid} ${day}`).values()].map(
    (alike) => ({
      supplierId: alike[0]!.supid,
      date: alike[0]!.day,
      rows: alike.length,
      skus: new Set(alike.map(({ sku }) => sku)).size,
    }),
  );
  return [
    {
      name: 'failures',
      kinds: {
        at: 'INSTANT',
        date: 'DATE',
        supplierId: 'INT',
        errorId: 'INT',
        errorText: 'STRING',
        failures: 'INT',
      },
      enums: {},
      key: ['at', 'supplierId', 'errorId'],
      rows: failures,
    },
    {
      name: 'deliveries',
      kinds: { supplierId: 'INT', date: 'DATE', rows: 'INT', skus: 'INT' },
      enums: {},
      key: ['date', 'supplierId'],
      rows: deliveries,
    },
  ];
}
