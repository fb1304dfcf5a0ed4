import { join } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../server/core/business-time.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';
import { bucketOf, fitCadence, isAnomaly, type Cadence } from '../../server/feeds/cadence.ts';
import { cadenceProfiles, type SuccessDaySource } from '../../server/feeds/queries.ts';

const TODAY = '2026-11-20';
const SOURCES = ['success_day', 'dif_step_1'] as const;

let clickhouse: ClickHouseClient;

beforeAll(async () => {
  clickhouse = createClient({ connection: createChdbConnection({ path: ':memory:' }) as never });
  await migrateWarehouse(clickhouse, pino({ level: 'silent' }));
});

beforeEach(async () => {
  for (const table of SOURCES) {
    await clickhouse.command({ query: `TRUNCATE TABLE sup_stat.${table}` });
  }
});

afterAll(() => clickhouse.close());

/** The warehouse's answer by supplier; those with nothing but future days are left out. */
async function askFor(today: Day, successDays: SuccessDaySource): Promise<Map<number, Cadence>> {
  const rows = await cadenceProfiles(clickhouse, { database: 'sup_stat', successDays, today });
  return new Map(
    rows
      .filter((row) => row.success_days > 0)
      .map((row) => [
        row.supid,
        {
          successDays: row.success_days,
          medianGapDays: row.median_gap_days,
          sdGap: row.sd_gap,
          daysSinceLast: row.days_since_last!, // it has a success day
          lastSuccessDate: row.last_success_date!,
        },
      ]),
  );
}

async function insertPriceRows(calendars: readonly (readonly Day[])[]) {
  const values = calendars.flatMap((days, i) => days.map((dateupd) => ({ dateupd, supid: i + 1 })));
  await clickhouse.insert({ table: 'sup_stat.dif_step_1', values, format: 'JSONEachRow' });
}

describe('random calendars', () => {
  const age = fc.integer({ min: -3, max: 420 });
  const edge = fc.constantFrom(-1, 0, 27, 28, 29, 179, 180, 181, 182, 360, 361, 362);
  const ages = fc.oneof(
    fc.array(age, { maxLength: 60 }),
    fc.array(edge, { maxLength: 8 }),
    // a rhythm with some unrest in it, where suppliers come to lie on the line between two buckets
    fc
      .tuple(fc.integer({ min: 0, max: 200 }), fc.array(fc.integer({ min: 1, max: 9 })))
      .map(([newest, gaps]) => gaps.reduce((all, gap) => [...all, all.at(-1)! + gap], [newest])),
  );

  it('get the same answer from ClickHouse, price rows or success days, as from the rule', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ages, { minLength: 300, maxLength: 300 }), async (suppliers) => {
        await clickhouse.command({ query: 'TRUNCATE TABLE sup_stat.dif_step_1' });
        await clickhouse.command({ query: 'TRUNCATE TABLE sup_stat.success_day' });
        const calendars = suppliers.map((all) => all.map((days) => addDays(TODAY, -days)));
        await insertPriceRows(calendars);
        const byRule = calendars.map((days) => fitCadence(days, TODAY));
        for (const source of SOURCES) {
          const answer = await askFor(TODAY, source);
          expect(answer.size).toBe(byRule.filter((cadence) => cadence).length);
          byRule.forEach((cadence, i) => expectSame(answer.get(i + 1), cadence));
        }
      }),
      { seed: 20_261_120, numRuns: 12, endOnFailure: true },
    );
  });

  function expectSame(answer: Cadence | undefined, rule: Cadence | null) {
    if (!answer || !rule) return expect(answer ?? null).toBe(rule);
    expect({ ...answer, sdGap: null }).toEqual({ ...rule, sdGap: null });
    expect(answer.sdGap ?? -1).toBeCloseTo(rule.sdGap ?? -1, 9);
    expect([bucketOf(answer), isAnomaly(answer)]).toEqual([bucketOf(rule), isAnomaly(rule)]);
  }
});

describe('the question about cadence', () => {
  it.each(SOURCES)('does not take the start of the calendar for a gap (%s)', async (source) => {
    // Asked for the day before the first, ClickHouse answers 1970-01-01.
    await insertPriceRows([['2026-11-13', '2026-11-20']]);
    expect((await askFor(TODAY, source)).get(1)).toMatchObject({ medianGapDays: 7, sdGap: 0 });
  });

  it.each(SOURCES)('ignores days after today and counts each once (%s)', async (source) => {
    await insertPriceRows([
      ['2026-11-19', '2026-11-21', '2026-11-21', '2149-06-06'],
      ['2026-11-22'],
    ]);
    const rows = await cadenceProfiles(clickhouse, {
      database: 'sup_stat',
      successDays: source,
      today: TODAY,
    });
    expect(rows).toMatchObject([
      { supid: 1, success_days: 1, last_success_date: '2026-11-19', future_days: 2 },
      { supid: 2, success_days: 0, last_success_date: null, future_days: 1 },
    ]);
  });

  it('answers nothing for an empty warehouse', async () => {
    expect((await askFor(TODAY, 'success_day')).size).toBe(0);
  });

  it('knows days next to the first that a Date can hold', async () => {
    await insertPriceRows([['1970-01-03', '1970-01-10']]);
    expect((await askFor('1970-01-11', 'success_day')).get(1)).toMatchObject({ successDays: 2 });
  });
});

const data = process.env['PRICELENS_DATA'];

describe.skipIf(!data)('the real input as of 2011-10-01', () => {
  const file = (name: string) => join(data!, 'feeds', name); // skipped without

  beforeEach(async () => {
    await clickhouse.command({
      query: `INSERT INTO sup_stat.dif_step_1
              SELECT * FROM file({file:String}, 'CSVWithNames', 'dateupd Date, supid UInt32, sku String, qty Int32, price Float64')`,
      query_params: { file: file('dif_step_1.csv.gz') },
    });
  });

  it.each(SOURCES)('equals the independent answer in every column (%s)', async (source) => {
    const answer = await askFor('2011-10-01', source);
    const lines = [...answer].map(([supid, cadence]) => ({
      supid,
      success_days: cadence.successDays,
      median_gap_days: cadence.medianGapDays,
      sd_gap: cadence.sdGap?.toFixed(6) ?? null,
      days_since_last: cadence.daysSinceLast,
      last_success_date: cadence.lastSuccessDate,
      bucket: bucketOf(cadence).toLowerCase(),
      anomaly: Number(isAnomaly(cadence)),
    }));
    expect(lines).toEqual(await expectedProfiles());
    expect(Object.groupBy(lines, (line) => line.bucket)).toMatchObject({
      consistent: { length: 650 },
      inconsistent: { length: 193 },
      dead: { length: 2_416 },
      new: { length: 357 },
    });
    expect(lines.filter((line) => line.anomaly)).toHaveLength(333);
    expect(lines.filter((line) => line.anomaly && line.bucket !== 'dead')).toHaveLength(11);
  });

  async function expectedProfiles() {
    const result = await clickhouse.query({
      query: `SELECT * FROM file({file:String}, 'CSVWithNames',
                'supid UInt32, success_days UInt32, median_gap_days Nullable(UInt32), sd_gap Nullable(String),
                 days_since_last UInt32, last_success_date Date, bucket String, anomaly UInt8')
              ORDER BY supid`,
      query_params: { file: file('expected_profiles_2011-10-01.csv.gz') },
      format: 'JSONEachRow',
    });
    return result.json();
  }
});
