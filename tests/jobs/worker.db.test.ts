import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { implementJob, performRun } from '../../jobs/kit.ts';
import { startWorker } from '../../jobs/worker.ts';
import { DomainError } from '../../server/core/errors.ts';
import { dueRuns } from '../../server/jobs/due.ts';
import { DAILY_JOBS } from '../../server/jobs/schedule.ts';
import { listKnownRuns, requestRun } from '../../server/jobs/service.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';

const ctx = useTestContext({ warehouse: true });
beforeEach(() => emptyDatabase(ctx));

const DAY = '2026-11-20';
const contract = { name: 'refresh-cadence-profiles', description: '' };
const open = () => ({
  ctx: ctx.installation,
  postgresUrl: ctx.postgresUrl,
  close: async () => undefined,
});

const runs = () => ctx.db.jobRun.findMany({ orderBy: { job: 'asc' } });
const finishedEvents = () => ctx.db.event.count({ where: { kind: 'job.finished' } });

describe('a run', () => {
  it('is kept with what it did, and its end is told', async () => {
    const job = implementJob(contract, async (_ctx, forDate, report) => {
      await report('half way');
      return { rows: 7, summary: `did ${forDate}` };
    });
    const told: string[] = [];
    await performRun(open(), job, ctx.company, DAY, {
      tell: (sentence) => void told.push(sentence),
    });
    expect(told).toEqual(['half way']);
    expect(await runs()).toMatchObject([
      { state: 'DONE', rows: 7, progress: 'did 2026-11-20', attempts: 1, error: null },
    ]);
    expect(await finishedEvents()).toBe(1);
  });

  it('that fails as expected keeps its sentence', async () => {
    class Unlikely extends DomainError {}
    const job = implementJob(contract, async () => {
      throw new Unlikely('UNLIKELY', 'The warehouse is empty.');
    });
    await performRun(open(), job, ctx.company, DAY);
    expect(await runs()).toMatchObject([{ state: 'FAILED', error: 'The warehouse is empty.' }]);
  });

  it('that breaks on a bug does not show the bug to everybody', async () => {
    const job = implementJob(contract, async () => {
      throw new TypeError('secret is not a function');
    });
    await performRun(open(), job, ctx.company, DAY);
    const [run] = await runs();
    expect(run).toMatchObject({ state: 'FAILED' });
    expect(run!.error).not.toMatch(/secret/);
  });

  it('is not done twice at the same time', async () => {
    let finish = () => {};
    const slow = implementJob(contract, async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { rows: 1, summary: 'slow' };
    });
    const first = performRun(open(), slow, ctx.company, DAY);
    await expect.poll(async () => (await runs())[0]?.state).toBe('RUNNING');
    expect(await performRun(open(), slow, ctx.company, DAY)).toBe('running elsewhere');
    finish();
    expect(await first).toMatchObject({ result: { summary: 'slow' } });
  });

  it('whose process died is known to be dead, and due again', async () => {
    await ctx.db.jobRun.create({
      data: {
        id: '019aa000-0000-7000-8000-000000000001',
        companyId: ctx.company.id,
        job: contract.name,
        forDate: new Date(DAY),
        state: 'RUNNING',
        queuedAt: ctx.now(),
      },
    });
    const known = await listKnownRuns(ctx, ctx.company.id);
    expect(known).toMatchObject([{ state: 'RUNNING', isAlive: false }]);
    expect(dueRuns(ctx.now(), ctx.company.timeZone, DAILY_JOBS, known)).toContainEqual({
      job: contract.name,
      forDate: DAY,
    });
  });

  it('that is alive is seen to be so from any connection', async () => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const slow = implementJob(contract, async () => {
      await finished;
      return { rows: 1, summary: '' };
    });
    const running = performRun(open(), slow, ctx.company, DAY);
    await expect
      .poll(async () => (await listKnownRuns(ctx, ctx.company.id))[0]?.isAlive)
      .toBe(true);
    finish();
    await running;
  });
});

describe('workers', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  it('make up what was missed, in order, once however many there are', async () => {
    for (let i = 0; i < 3; i++) stops.push(await startWorker(open()));
    await expect
      .poll(async () => (await runs()).map(({ state }) => state))
      .toEqual(DAILY_JOBS.map(() => 'DONE'));
    await sleep(1_000); // what a second run would need to show itself
    const [backfill, , refresh] = await runs(); // by name
    expect((await runs()).map(({ attempts }) => attempts)).toEqual(DAILY_JOBS.map(() => 1));
    expect(backfill!.startedAt!.getTime()).toBeGreaterThanOrEqual(refresh!.finishedAt!.getTime());
    expect(await finishedEvents()).toBe(DAILY_JOBS.length);
  });

  it('start a run that was asked for by hand', async () => {
    await requestRun(ctx, 'refresh-cadence-profiles', '2026-10-01');
    stops.push(await startWorker(open()));
    await expect
      .poll(async () => (await runs()).find(({ forDate }) => forDate.getUTCMonth() === 9)?.state, {
        timeout: 20_000,
      })
      .toBe('DONE');
  });
});
