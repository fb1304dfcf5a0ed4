import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../server/core/business-time.ts';
import { readConfig } from '../../server/core/config.ts';
import { bucketOf, fitCadence, isAnomaly, type Cadence } from '../../server/feeds/cadence.ts';
import { cadenceProfiles, type SuccessDaySource } from '../../server/feeds/queries.ts';
import { readCadences } from '../../server/feeds/read-cadences.ts';
import { useTestContext } from '../support/database.ts';
import { expectedProfiles, hasRealInput, loadRealInput } from '../support/real-input.ts';
import { emptyWarehouse, insertCalendars } from '../support/warehouse-rows.ts';

const TODAY = '2026-11-20';
const SOURCES = ['success_day', 'dif_step_1'] as const;

const ctx = useTestContext({ warehouse: true });
beforeEach(() => emptyWarehouse(ctx.clickhouse));

/** The warehouse's answer by supplier, as where it is ours or as where it is somebody's server. */
async function askFor(today: Day, source: SuccessDaySource): Promise<Map<number, Cadence>> {
  const server = source === 'dif_step_1' ? { CLICKHOUSE_URL: 'http://warehouse' } : {};
  const { cadences } = await readCadences({ ...ctx, config: readConfig(server) }, today);
  return new Map(cadences.map(({ supplierId, ...cadence }) => [supplierId, cadence]));
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
        await emptyWarehouse(ctx.clickhouse);
        const calendars = suppliers.map((all) => all.map((days) => addDays(TODAY, -days)));
        await insertCalendars(ctx.clickhouse, calendars);
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
    await insertCalendars(ctx.clickhouse, [['2026-11-13', '2026-11-20']]);
    expect((await askFor(TODAY, source)).get(1)).toMatchObject({ medianGapDays: 7, sdGap: 0 });
  });

  it.each(SOURCES)('ignores days after today and counts each once (%s)', async (source) => {
    await insertCalendars(ctx.clickhouse, [
      ['2026-11-19', '2026-11-21', '2026-11-21', '2149-06-06'],
      ['2026-11-22'],
    ]);
    const rows = await cadenceProfiles(ctx.clickhouse, {
      database: 'sup_stat',
      successDays: source,
      today: TODAY,
      suppliers: [],
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
    await insertCalendars(ctx.clickhouse, [['1970-01-03', '1970-01-10']]);
    expect((await askFor('1970-01-11', 'success_day')).get(1)).toMatchObject({ successDays: 2 });
  });
});

describe.skipIf(!hasRealInput)('the real input as of 2011-10-01', () => {
  it.each(SOURCES)('has the independent answer in every column (%s)', async (source) => {
    await loadRealInput(ctx.clickhouse);
    const answer = [...(await askFor('2011-10-01', source))].map(([supid, cadence]) => ({
      supid,
      success_days: cadence.successDays,
      median_gap_days: cadence.medianGapDays,
      sd_gap: cadence.sdGap?.toFixed(6) ?? null,
      days_since_last: cadence.daysSinceLast,
      last_success_date: cadence.lastSuccessDate,
      bucket: bucketOf(cadence).toLowerCase(),
      anomaly: Number(isAnomaly(cadence)),
    }));
    expect(answer).toEqual(await expectedProfiles(ctx.clickhouse));
  });
});
