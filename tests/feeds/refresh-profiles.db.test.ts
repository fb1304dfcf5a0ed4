import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../server/core/business-time.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';
import { ImplausibleAnswer, refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { expectedProfiles, hasRealInput, loadRealInput } from '../support/real-input.ts';
import {
  emptyWarehouse,
  insertCalendars,
  insertFailures,
  insertSuccesses,
} from '../support/warehouse-rows.ts';

const TODAY = '2026-11-20';
const daysAgo = (...ages: number[]) => ages.map((age) => addDays(TODAY, -age));
const WEEKLY = daysAgo(0, 7, 14);
const UNSTEADY = daysAgo(0, 1, 2, 20);
const SILENT = daysAgo(40, 47);
const FRESH = daysAgo(3);

const ctx = useTestContext({ warehouse: true });
const ignore = () => Promise.resolve();
const refresh = (forDate: Day = TODAY) => refreshProfiles(ctx, forDate, ignore);

beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
});

// Dates as text: pg reads a date as midnight of the process's own zone.
const read = async (query: string) => (await ctx.pg.query<Record<string, unknown>>(query)).rows;
const profiles = () =>
  read(`SELECT supid, bucket, as_of::text, updated_at::text FROM cadence_profile ORDER BY supid`);
const history = () =>
  read(`SELECT supid, date::text, from_bucket AS from, to_bucket AS to
        FROM cadence_bucket_change ORDER BY supid, date`);
const calendar = () =>
  read(`SELECT supid, date::text, had_file, attempts, errors, last_stage
        FROM cadence_daily ORDER BY supid, date`);
const events = () => read(`SELECT kind, entity_id, actor, payload FROM event ORDER BY id`);

describe('a refresh', () => {
  it('puts every supplier of the warehouse in its bucket', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY, SILENT, FRESH]);
    expect(await refresh()).toEqual({
      rows: 4,
      summary: '4 suppliers, 0 changes of bucket. 4 seen for the first time.',
    });
    expect(await profiles()).toMatchObject([
      { supid: 1, bucket: 'CONSISTENT', as_of: TODAY },
      { supid: 2, bucket: 'INCONSISTENT' },
      { supid: 3, bucket: 'DEAD' },
      { supid: 4, bucket: 'NEW' },
    ]);
    expect(await ctx.db.cadenceProfile.findFirst({ where: { supplierId: 3 } })).toMatchObject({
      successDays: 2,
      medianGapDays: 7,
      sdGap: 0,
      daysSinceLast: 40,
      isAnomaly: true,
      timesOwnRhythm: 40 / 7,
    });
  });

  it('changes nothing when it runs again', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY]);
    const all = async () => [await profiles(), await history(), await calendar(), await events()];
    await refresh();
    const before = await all();
    ctx.setNow(new Date('2026-11-20T10:00:00Z'));
    await refresh();
    expect(await all()).toEqual(before);
  });

  it('runs twice at once with the effect of once', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY, SILENT]);
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(await profiles()).toHaveLength(3);
    expect(await history()).toMatchObject([{ supid: 1 }, { supid: 2 }, { supid: 3 }]);
  });

  it('says nothing about an empty warehouse that was always empty', async () => {
    expect(await refresh()).toEqual({ rows: 0, summary: '0 suppliers, 0 changes of bucket.' });
  });

  it('ignores and counts success days in the future and numbers too large to keep', async () => {
    await insertCalendars(ctx.clickhouse, [[...WEEKLY, ...daysAgo(-1, -2)], daysAgo(-1)]);
    await insertSuccesses(ctx.clickhouse, [{ supid: 2 ** 31, dateupd: TODAY }]);
    expect(await refresh()).toEqual({
      rows: 1,
      summary:
        '1 supplier, 0 changes of bucket. 1 seen for the first time.' +
        ' Ignored 3 success days in the future.' +
        ' Ignored 1 supplier whose number is too large.',
    });
    expect(await profiles()).toMatchObject([{ supid: 1 }]);
    expect((await calendar()).map(({ date }) => date)).not.toContain(addDays(TODAY, 1));
  });

  it('drops the profile of a supplier that the warehouse has forgotten', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY]);
    await refresh();
    await emptyWarehouse(ctx.clickhouse);
    await insertCalendars(ctx.clickhouse, [WEEKLY]);
    await refresh();
    expect(await profiles()).toMatchObject([{ supid: 1 }]);
  });
});

describe('a company', () => {
  it('has suppliers, buckets and a calendar of its own', async () => {
    await migrateWarehouse(ctx.clickhouse, ctx.log, { database: 'borealis' });
    const borealis = await ctx.installation.db.company.create({
      data: {
        slug: 'borealis',
        name: 'Borealis',
        timeZone: 'Asia/Tokyo',
        warehouseDatabase: 'borealis',
      },
    });
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY]);
    await refresh();
    const before = [await profiles(), await history(), await calendar()];
    const refreshed = await refreshProfiles(ctx.inCompany(borealis), TODAY, ignore);
    expect(refreshed).toMatchObject({ rows: 0 });
    expect([await profiles(), await history(), await calendar()]).toEqual(before);
  });
});

describe('an answer that is not plausible', () => {
  const TEN = Array.from({ length: 10 }, () => WEEKLY);

  it.each([
    ['nothing', 0],
    ['a tenth of the suppliers', 1],
    ['fewer than half of them', 4],
  ])('fails the refresh and leaves what was there: %s', async (_, left) => {
    await insertCalendars(ctx.clickhouse, TEN);
    await refresh();
    const before = [await profiles(), await history(), await calendar(), await events()];
    await emptyWarehouse(ctx.clickhouse);
    await insertCalendars(ctx.clickhouse, TEN.slice(0, left));
    await expect(refresh(addDays(TODAY, 1))).rejects.toThrow(new ImplausibleAnswer(left, 10));
    expect([await profiles(), await history(), await calendar(), await events()]).toEqual(before);
  });

  it('is not half of them', async () => {
    await insertCalendars(ctx.clickhouse, TEN);
    await refresh();
    await emptyWarehouse(ctx.clickhouse);
    await insertCalendars(ctx.clickhouse, TEN.slice(0, 5));
    await expect(refresh(addDays(TODAY, 1))).resolves.toMatchObject({ rows: 5 });
  });

  it('is not that an earlier day knew fewer suppliers', async () => {
    await insertCalendars(ctx.clickhouse, [SILENT, WEEKLY, WEEKLY, WEEKLY]);
    await refresh();
    await expect(refresh(addDays(TODAY, -30))).resolves.toMatchObject({ rows: 1 });
  });
});

describe('the history of buckets', () => {
  it('begins when a supplier is first seen, and tells nobody', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY]);
    await refresh();
    expect(await history()).toEqual([{ supid: 1, date: TODAY, from: null, to: 'CONSISTENT' }]);
    expect(await events()).toEqual([]);
  });

  it('records a change once, with its event', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, UNSTEADY]);
    await refresh();
    const later = addDays(TODAY, 28);
    await insertCalendars(ctx.clickhouse, [[], [addDays(TODAY, 27)]]);
    expect(await refresh(later)).toMatchObject({ summary: '2 suppliers, 1 change of bucket.' });
    await refresh(later);
    await refresh(addDays(later, 1));
    expect(await history()).toEqual([
      { supid: 1, date: TODAY, from: null, to: 'CONSISTENT' },
      { supid: 1, date: later, from: 'CONSISTENT', to: 'DEAD' },
      { supid: 2, date: TODAY, from: null, to: 'INCONSISTENT' },
    ]);
    expect(await events()).toEqual([
      {
        kind: 'supplier.bucket_changed',
        entity_id: '1',
        actor: 'tester',
        payload: { supplierId: 1, date: later, from: 'CONSISTENT', to: 'DEAD' },
      },
    ]);
  });

  it('corrects the entry of a day that is looked at again', async () => {
    await insertCalendars(ctx.clickhouse, [daysAgo(28, 35)]);
    await refresh(addDays(TODAY, -1)); // CONSISTENT
    await refresh(); // DEAD
    await insertSuccesses(ctx.clickhouse, [{ supid: 1, dateupd: addDays(TODAY, -21) }]); // late
    await refresh();
    expect(await history()).toMatchObject([{ from: null, to: 'CONSISTENT' }]);
    expect(await events()).toMatchObject([
      { payload: { from: 'CONSISTENT', to: 'DEAD' } },
      { payload: { from: 'DEAD', to: 'CONSISTENT' } },
    ]);
  });

  it('is not touched by a look at an earlier day, which replaces the profiles', async () => {
    await insertCalendars(ctx.clickhouse, [daysAgo(28, 35), WEEKLY]);
    await refresh();
    const before = await history();
    await refresh(addDays(TODAY, -10));
    expect(await profiles()).toMatchObject([
      { supid: 1, bucket: 'CONSISTENT', as_of: addDays(TODAY, -10) },
      { supid: 2, bucket: 'NEW' },
    ]);
    expect(await history()).toEqual(before);
    await refresh(addDays(TODAY, 1));
    expect(await history()).toEqual(before);
  });
});

describe('the calendar', () => {
  it('counts a success day once and every failure, by business day', async () => {
    await insertCalendars(ctx.clickhouse, [[TODAY, TODAY]]);
    await insertFailures(ctx.clickhouse, [
      { dt: '2026-11-19 23:59:59', supid: 1, error_id: 1 },
      { dt: '2026-11-20 00:00:00', supid: 1, error_id: 1 },
      { dt: '2026-11-20 00:00:00', supid: 1, error_id: 1 }, // equal rows are two failures
      { dt: '2026-11-20 12:00:00', supid: 2, error_id: 3 },
    ]);
    await refresh();
    const nobodySaid = { last_stage: null };
    expect(await calendar()).toEqual([
      { supid: 1, date: '2026-11-19', had_file: false, attempts: 1, errors: 1, ...nobodySaid },
      { supid: 1, date: '2026-11-20', had_file: true, attempts: 3, errors: 2, ...nobodySaid },
      { supid: 2, date: '2026-11-20', had_file: false, attempts: 1, errors: 1, ...nobodySaid },
    ]);
  });

  it('goes back 180 days the first time', async () => {
    await insertCalendars(ctx.clickhouse, [daysAgo(0, 179, 180)]);
    await refresh();
    expect((await calendar()).map(({ date }) => date)).toEqual([addDays(TODAY, -179), TODAY]);
  });

  it('goes on from its newest day, two days late rows included', async () => {
    await insertCalendars(ctx.clickhouse, [[addDays(TODAY, -5), TODAY]]);
    await refresh();
    await insertCalendars(ctx.clickhouse, [daysAgo(2, 3), [addDays(TODAY, 4)]]);
    await refresh(addDays(TODAY, 4));
    expect(await calendar()).toMatchObject([
      { supid: 1, date: addDays(TODAY, -5) },
      { supid: 1, date: addDays(TODAY, -2) }, // but not the one of three days before
      { supid: 1, date: TODAY },
      { supid: 2, date: addDays(TODAY, 4) },
    ]);
  });

  it('forgets what the warehouse has taken back', async () => {
    await insertCalendars(ctx.clickhouse, [WEEKLY, [TODAY]]);
    await refresh();
    await emptyWarehouse(ctx.clickhouse);
    await insertCalendars(ctx.clickhouse, [WEEKLY]);
    await refresh();
    expect((await calendar()).map(({ supid }) => supid)).toEqual([1, 1, 1]);
  });
});

describe.skipIf(!hasRealInput)('a refresh with the real input', () => {
  const kept = () =>
    read(`SELECT supid, success_days, median_gap_days, round(sd_gap::numeric, 6)::text AS sd_gap,
            days_since_last, last_success_date::text, lower(bucket::text) AS bucket,
            is_anomaly::int AS anomaly
          FROM cadence_profile ORDER BY supid`);

  it('as of 2011-10-01 keeps the independent answer, every column of it', async () => {
    await loadRealInput(ctx.clickhouse);
    await refresh('2011-10-01');
    expect(await kept()).toEqual(await expectedProfiles(ctx.clickhouse));
    const count = (where: object) => ctx.db.cadenceProfile.count({ where });
    expect(await count({ bucket: 'CONSISTENT' })).toBe(650);
    expect(await count({ bucket: 'INCONSISTENT' })).toBe(193);
    expect(await count({ bucket: 'DEAD' })).toBe(2_416);
    expect(await count({ bucket: 'NEW' })).toBe(357);
    expect(await count({ isAnomaly: true })).toBe(333);
    expect(await count({ isAnomaly: true, bucket: { not: 'DEAD' } })).toBe(11);
  });

  it('keeps the same when it looks back from a later day', async () => {
    await loadRealInput(ctx.clickhouse);
    await refresh('2011-12-09');
    await refresh('2011-10-01');
    expect(await kept()).toEqual(await expectedProfiles(ctx.clickhouse));
  });
});
