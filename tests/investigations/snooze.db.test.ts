import { beforeEach, describe, expect, it } from 'vitest';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { countInvestigations } from '../../server/investigations/list.ts';
import { wakeOnSuccess, wakeWhatIsDue } from '../../server/investigations/snooze-wake.ts';
import { readTimeline } from '../../server/investigations/timeline.ts';
import { resolveInvestigation, snooze, workOn } from '../../server/investigations/work.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { makeCases } from './work-cases.ts';

const MINUTE_MS = 60_000;
const ctx = useTestContext();
let open: Investigation;
beforeEach(async () => {
  ctx.setNow(NOON);
  await emptyDatabase(ctx);
  [open] = (await makeCases(ctx, 1)) as [Investigation];
});

const later = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE_MS);
const inQueue = () => countInvestigations(ctx, { preset: 'ALL_OPEN' });
const wake = () => wakeWhatIsDue({ ...ctx.installation, now: () => ctx.now() });
const sleepUntil = (until: Date) =>
  workOn(ctx, { id: open.id, version: 1 }, snooze(ctx, { until }));
const awaitSuccess = () =>
  workOn(ctx, { id: open.id, version: 1 }, snooze(ctx, { preset: 'NEXT_SUCCESS' }));

describe('a case that sleeps until a time', () => {
  it('leaves the queue and is back when its time has come, whoever is late to wake it', async () => {
    expect(await sleepUntil(later(30))).toMatchObject({
      snoozedUntil: '2026-11-20T09:30:00Z',
      awaitsSuccess: false,
    });
    expect(await inQueue()).toBe(0);
    ctx.setNow(later(30));
    ctx.cache.invalidate(ctx.company.id);
    expect(await inQueue()).toBe(1);
  });

  it('is woken once by all processes together, and those who watch are told', async () => {
    await sleepUntil(later(30));
    ctx.setNow(later(29));
    await wake();
    expect(await readTimeline(ctx, open.id)).toHaveLength(2);
    ctx.setNow(later(30));
    await Promise.all([wake(), wake(), wake()]);
    expect(await readTimeline(ctx, open.id)).toMatchObject([
      { change: 'OPENED' },
      { change: 'SNOOZED', actor: 'tester' },
      { change: 'WOKEN', actor: 'clock' },
    ]);
    expect(await ctx.db.investigation.findFirst()).toMatchObject({
      snoozedUntil: null,
      version: 3,
      investigator: 'tester',
    });
  });

  it('is awake when it is closed', async () => {
    await sleepUntil(later(30));
    const closed = await resolveInvestigation(ctx, {
      id: open.id,
      version: 2,
      resolution: 'RESOLVED',
    });
    expect(closed).toMatchObject({ snoozedUntil: null, version: 3 });
    ctx.setNow(later(30));
    await wake();
    expect(await ctx.db.investigation.findFirst()).toMatchObject({ version: 3 });
  });
});

describe('a case that waits for its supplier’s next success', () => {
  const succeed = (day: string) =>
    ctx.owner.query(
      `INSERT INTO cadence_profile (company_id, supid, success_days, days_since_last, last_success_date,
         bucket, is_anomaly, as_of, updated_at)
       VALUES ($1, 1, 1, 0, $2, 'NEW', false, $2, now())
       ON CONFLICT (company_id, supid) DO UPDATE SET last_success_date = excluded.last_success_date`,
      [ctx.company.id, day],
    );

  it('sleeps without end and says what for', async () => {
    expect(await awaitSuccess()).toMatchObject({ snoozedUntil: null, awaitsSuccess: true });
    expect(await inQueue()).toBe(0);
    ctx.setNow(later(300 * 24 * 60));
    await wake();
    ctx.cache.invalidate(ctx.company.id);
    expect(await inQueue()).toBe(0);
  });

  it('wakes with the first success that was not known when it went to sleep', async () => {
    await succeed('2026-11-19');
    await awaitSuccess();
    expect(await wakeOnSuccess(ctx)).toBe(0);
    await succeed('2026-11-18'); // a refresh for an earlier day
    expect(await wakeOnSuccess(ctx)).toBe(0);
    await succeed('2026-11-20');
    expect(await wakeOnSuccess(ctx)).toBe(1);
    expect(await wakeOnSuccess(ctx)).toBe(0);
    expect(await inQueue()).toBe(1);
    expect((await readTimeline(ctx, open.id)).at(-1)).toMatchObject({ change: 'WOKEN' });
  });

  it.each([
    ['2026-11-19', 0],
    ['2026-11-20', 1], // the business day of the failure
  ])('of a supplier that never succeeded: a success on %s wakes %i', async (day, woken) => {
    await awaitSuccess();
    await succeed(day);
    expect(await wakeOnSuccess(ctx)).toBe(woken);
  });
});
