import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../server/analytics/aggregate.ts';
import { compileAggregation } from '../../server/analytics/compile.ts';
import { investigations } from '../../server/analytics/datasets/investigations.ts';
import { failures } from '../../server/analytics/datasets/warehouse.ts';
import { Listing } from '../../server/analytics/listing.ts';
import { readAggregation } from '../../server/analytics/read-aggregation.ts';
import { EVERYTHING } from '../../server/analytics/read-filter.ts';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';
import { useTestContext } from '../support/database.ts';

// The clocks of Moscow went back on 31 October 2010 and forward, for good, on 27 March 2011.
const YEAR = "timestamptz '2010-06-01 00:07:00+00', '2011-06-01 00:00:00+00'";
const ELSEWHERE = ['UTC', 'Pacific/Auckland', 'America/St_Johns'];

/** Ours, whose wall-clock time says its zone, and a company's own, where it is the server's. */
const DATABASES = ['sup_stat', 'elsewhere'];

const ctx = useTestContext({ warehouse: true });
const serverZone = process.env['TZ'];
/** Rows a day in Moscow, by a statement that names the zone in another way. */
let expected: Map<string, number>;

beforeAll(async () => {
  const { owner, company, clickhouse } = ctx;
  await owner.query('INSERT INTO supplier (company_id, supid) VALUES ($1, 1)', [company.id]);
  await owner.query(
    `INSERT INTO investigation (id, company_id, identity, event_at, supid, error_id, error_text, stage, source)
     SELECT gen_random_uuid(), $1, int4send(row_number() OVER ()::int), at, 1, 1, 'x', 'x', 'ROBOT'
     FROM generate_series(${YEAR}, interval '37 minutes') AS at`,
    [company.id],
  );
  const { rows } = await owner.query<{ day: string; rows: number; clock: string[] }>(
    `SELECT to_char(event_at AT TIME ZONE 'Europe/Moscow', 'YYYY-MM-DD') AS day, count(*)::int AS rows,
       array_agg(to_char(event_at AT TIME ZONE 'Europe/Moscow', 'YYYY-MM-DD HH24:MI:SS')) AS clock
     FROM investigation GROUP BY 1`,
  );
  expected = new Map(rows.map((row) => [row.day, row.rows]));
  expect(expected.size).toBe(366); // it begins at night there
  const values = rows.flatMap(({ clock }) => clock).map((dt) => ({ dt, supid: 1, error_id: 1 }));
  await clickhouse.command({ query: 'CREATE DATABASE elsewhere' });
  await clickhouse.command({
    query: `CREATE TABLE elsewhere.dif_errors (dt DateTime, supid UInt32, error_id UInt32)
            ENGINE = MergeTree ORDER BY dt`,
  });
  await clickhouse.command({
    query: 'CREATE TABLE elsewhere.error_list AS sup_stat.error_list',
  });
  for (const database of DATABASES) {
    await clickhouse.insert({ table: `${database}.dif_errors`, values, format: 'JSONEachRow' });
  }
});

afterAll(() => {
  if (serverZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = serverZone;
});

const days = readAggregation(investigations, {
  groupBy: [{ field: 'eventAt', every: 'DAY' }],
  first: 1_000,
});

describe.each(ELSEWHERE)('With the server in %s', (zone) => {
  beforeAll(() => {
    process.env['TZ'] = zone;
  });

  it('and the session in another zone, a day of Postgres is one in Moscow', async () => {
    const { text, values } = compileAggregation(
      {
        dataset: investigations,
        companyId: ctx.company.id,
        timeZone: ctx.company.timeZone,
        condition: EVERYTHING,
      },
      days,
    );
    const client = new pg.Client({
      connectionString: ctx.postgresUrl,
      options: `-c TimeZone=${zone === 'UTC' ? 'Asia/Kathmandu' : zone}`,
    });
    await client.connect();
    const { rows } = await client.query<{ k0: Date; m0: string }>(text, values);
    await client.end();
    const moscow = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Moscow',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const found = rows.map(({ k0, m0 }) => [moscow.format(k0), Number(m0)]);
    expect(new Map(found as [string, number][])).toEqual(
      new Map([...expected].map(([day, count]) => [`${day} 00:00`, count])),
    );
  });

  it('a day of the API is one in Moscow', async () => {
    const groups = await aggregate(new Listing(ctx, investigations, {}), {
      groupBy: [{ field: 'eventAt', every: 'DAY' }],
      first: 1_000,
    });
    const found = groups.map(({ key, measures }) => [
      new Date(Date.parse(key['eventAt'] as string) + 4 * 3_600_000).toISOString().slice(0, 10),
      measures[0]!.number,
    ]);
    expect(new Map(found as [string, number][])).toEqual(expected);
  });

  it.each(DATABASES)(
    'and the session in another, a day of ClickHouse is one in Moscow (%s)',
    async (database) => {
      const company = { ...ctx.company, warehouseDatabase: database };
      const settings = { session_timezone: zone === 'UTC' ? 'Asia/Kathmandu' : zone };
      const clickhouse = {
        query: (question: Parameters<ClickHouseClient['query']>[0]) =>
          ctx.clickhouse.query({ ...question, clickhouse_settings: settings }),
      } as ClickHouseClient;
      const groups = await aggregate(new Listing({ ...ctx, clickhouse, company }, failures, {}), {
        groupBy: [{ field: 'at', every: 'DAY' }],
        measures: [
          { op: 'SUM', field: 'failures' },
          { op: 'MIN', field: 'date' },
          { op: 'MAX', field: 'date' },
        ],
        first: 1_000,
      });
      const found = groups.map(({ measures: [sum, least, greatest] }) => {
        expect(least!.date).toBe(greatest!.date);
        return [least!.date, sum!.number];
      });
      expect(new Map(found as [string, number][])).toEqual(expected);
    },
  );
});
