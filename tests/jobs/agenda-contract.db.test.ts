import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAgenda } from '../../jobs/agenda.ts';
import { implementJob, type Job } from '../../jobs/kit.ts';
import { startWorker } from '../../jobs/worker.ts';
import type { Company } from '../../server/core/context.ts';
import type { JobRun } from '../../server/core/generated/prisma/client.ts';
import type { OpenContext } from '../../server/core/open-context.ts';
import { DAILY_JOBS } from '../../server/jobs/schedule.ts';
import { requestRun } from '../../server/jobs/service.ts';
import { createCompany } from '../support/accounts.ts';
import { clockAhead } from '../support/clock.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { startProgram, type Program } from '../support/server-process.ts';

// What Pricelens relies on in whatever store Agenda keeps its jobs. The MongoDB half needs a server: run
// it with MONGODB_URL=mongodb://host:27017.

const MONGODB_URL = process.env['MONGODB_URL'];
const WHY_NO_MONGO = MONGODB_URL ? '' : '(skipped: MONGODB_URL names no server)';
const HAND_DAY = '2026-10-01'; // no clock asks for it
const TURN_MS = 25_000; // until a worker looks again, whatever the last turn's clock was

describe.each([
  { store: 'Postgres', isMissing: false, why: '' },
  { store: 'MongoDB', isMissing: !MONGODB_URL, why: WHY_NO_MONGO },
])('Agenda on $store $why', ({ store, isMissing }) => {
  describe.skipIf(isMissing)('', () => {
    const ctx = useTestContext();
    const mongoDatabase = `test_${randomUUID().replaceAll('-', '')}`;
    const stops: (() => Promise<void>)[] = [];
    const children: Program[] = [];
    /** The runs that were carried out in this process, e.g. `prune 2026-11-20 of 1`. */
    let effects: string[] = [];

    const mongoUrl = () => {
      if (store !== 'MongoDB') return undefined;
      const url = new URL(MONGODB_URL!); // or it is skipped
      url.pathname = `/${mongoDatabase}`;
      return url.href;
    };
    const open = (): OpenContext => ({
      ctx: {
        ...ctx.installation,
        now: () => new Date(),
        config: { ...ctx.installation.config, agenda: { mongoUrl: mongoUrl() } },
      },
      postgresUrl: ctx.postgresUrl,
      close: async () => undefined,
    });
    const work = async (run: Job['run'] = noteEffect) => {
      const jobs = DAILY_JOBS.map((contract) => implementJob(contract, run));
      stops.push(await startWorker(open(), jobs));
    };
    const noteEffect: Job['run'] = async ({ actor, company }, forDate) => {
      effects.push(`${actor.name.replace('job ', '')} ${forDate} of ${company.id}`);
      return { rows: 1, summary: 'Done.' };
    };

    beforeEach(async () => {
      await emptyDatabase(ctx);
      effects = [];
    });
    afterEach(async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
      for (const { child, exited } of children.splice(0)) {
        child.kill('SIGKILL');
        await exited;
      }
    });
    afterAll(async () => {
      const url = mongoUrl();
      if (!url) return;
      const client = await MongoClient.connect(url);
      await client.db().dropDatabase();
      await client.close();
    });

    const runOf = (job: string): Promise<JobRun | null> =>
      ctx.db.jobRun.findFirst({ where: { job, forDate: new Date(HAND_DAY) } });
    const stateOf = async (job: string) => (await runOf(job))?.state;

    describe('with two workers after days of silence', () => {
      let east: Company;
      let west: Company;
      beforeAll(async () => {
        const inZone = async (slug: string, timeZone: string) => {
          const { id } = await createCompany(ctx.installation, slug);
          return ctx.installation.db.company.update({ where: { id }, data: { timeZone } });
        };
        // a day apart: 25 hours
        [east, west] = [
          await inZone('east', 'Pacific/Kiritimati'),
          await inZone('west', 'Pacific/Pago_Pago'),
        ];
      });
      afterAll(async () => {
        await ctx.owner.query('DELETE FROM job_run WHERE company_id <> $1', [ctx.company.id]);
        await ctx.owner.query('DELETE FROM event WHERE company_id <> $1', [ctx.company.id]);
        await ctx.owner.query('DELETE FROM company WHERE id <> $1', [ctx.company.id]);
      });

      it('each job is made up once for each company, for its own newest day alone', async () => {
        const companies = [ctx.company, east, west];
        await ctx.installation.db.jobRun.createMany({
          data: companies.flatMap(({ id: companyId }) =>
            DAILY_JOBS.map(({ name: job }) => ({
              id: randomUUID(),
              companyId,
              job,
              forDate: new Date(Date.now() - 4 * 86_400_000),
              state: 'DONE' as const,
              queuedAt: new Date(),
            })),
          ),
        });
        await Promise.all([work(), work()]);
        const expected = companies.flatMap(({ id, timeZone }) =>
          DAILY_JOBS.map(({ name, dailyAt }) => `${name} ${newestDay(timeZone, dailyAt)} of ${id}`),
        );
        await expect
          .poll(() => effects.length, { timeout: TURN_MS })
          .toBeGreaterThanOrEqual(expected.length);
        await sleep(500); // what a second time would need to show itself
        expect(effects.toSorted()).toEqual(expected.toSorted());
      });
    });

    describe('where nothing is due by the clock', () => {
      beforeEach(async () => {
        const days = [0, 1].map((ago) => new Date(Date.now() - ago * 86_400_000));
        await ctx.db.jobRun.createMany({
          data: DAILY_JOBS.flatMap(({ name: job }) =>
            days.map((forDate) => ({
              id: randomUUID(),
              companyId: ctx.company.id,
              job,
              forDate,
              state: 'DONE' as const,
              queuedAt: new Date(),
            })),
          ),
        });
      });

      const startChild = (job: string, mode: 'hang' | 'die', clock: NodeJS.ProcessEnv = {}) => {
        const child = startProgram('tests/jobs/agenda-worker.ts', [job, mode], {
          ...clock,
          DATABASE_URL: ctx.postgresUrl,
          CLICKHOUSE_URL: 'http://127.0.0.1:9', // that no job asks
          MONGODB_URL: mongoUrl() ?? '',
          LOG_LEVEL: 'warn',
        });
        children.push(child);
        return child;
      };

      it('a run whose worker is killed is finished by another, though its clock was ahead; one that kills its worker each time is parked', async () => {
        await requestRun(ctx, 'prune', HAND_DAY);
        await requestRun(ctx, 'refresh-cadence-profiles', HAND_DAY);
        // it has done so before
        await ctx.db.jobRun.updateMany({
          where: { job: 'refresh-cadence-profiles', forDate: new Date(HAND_DAY) },
          data: { attempts: 3 },
        });
        const ahead = startChild('prune', 'hang', clockAhead(20));
        const poisoned = startChild('refresh-cadence-profiles', 'die');
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('RUNNING');
        expect(await poisoned.exited, poisoned.output()).toBeNull();

        await work();
        await sleep(500); // what a second run at once would need to show itself
        expect(effects).toEqual([]);
        ahead.child.kill('SIGKILL');
        await ahead.exited;
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('DONE');
        expect(effects).toEqual([`prune ${HAND_DAY} of ${ctx.company.id}`]);
        expect((await runOf('prune'))!.attempts).toBe(2);

        const parked = (await runOf('refresh-cadence-profiles'))!;
        expect(parked).toMatchObject({ state: 'RUNNING', attempts: 4 });
        await ctx.db.jobRun.update({
          where: { id: parked.id },
          data: { startedAt: new Date(Date.now() - 16 * 60_000) }, // its pause is over
        });
        await expect
          .poll(() => stateOf('refresh-cadence-profiles'), { timeout: TURN_MS })
          .toBe('PARKED');
        expect(effects).toHaveLength(1);
      });

      it('a long run keeps its lock, and is nobody else’s meanwhile', async () => {
        const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
        const hold: Job['run'] = async (...args) => {
          await finished;
          return noteEffect(...args);
        };
        await requestRun(ctx, 'prune', HAND_DAY);
        await Promise.all([work(hold), work(hold)]);
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('RUNNING');
        const observer = await createAgenda(open());
        const lockedAt = async () => {
          const { jobs } = await observer.agenda.queryJobs({ name: 'prune' });
          const locks = jobs.map((job) => job.lockedAt?.getTime() ?? 0);
          return Math.max(...locks.filter((at) => at <= Date.now())); // one was left by a clock ahead
        };
        await observer.agenda.ready;
        const before = await lockedAt();
        await expect.poll(lockedAt, { timeout: 10_000, interval: 250 }).toBeGreaterThan(before);
        finish();
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('DONE');
        expect(effects).toHaveLength(1);
        await observer.close();
      });

      it('a run that ends with its worker is begun again by the next, as if it had not been begun', async () => {
        const untilStopped: Job['run'] = async (_ctx, _day, report) => {
          for (;;) {
            await report('at it');
            await sleep(100);
          }
        };
        await requestRun(ctx, 'prune', HAND_DAY);
        await work(untilStopped);
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('RUNNING');
        await stops.pop()!();
        expect(await runOf('prune')).toMatchObject({ state: 'QUEUED', attempts: 0 });
        await work();
        await expect.poll(() => stateOf('prune'), { timeout: TURN_MS }).toBe('DONE');
        expect((await runOf('prune'))!.attempts).toBe(1);
      });
    });
  });
});

/** The last day on which a clock in the zone has shown the time, by other means than the product's. */
function newestDay(timeZone: string, dailyAt: string): string {
  const shown = (at: number) =>
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  const [today, time] = shown(Date.now()).split(' ') as [string, string];
  return time >= dailyAt ? today : shown(Date.now() - 86_400_000).split(' ')[0]!;
}
