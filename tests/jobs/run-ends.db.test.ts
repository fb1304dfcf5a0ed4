import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { implementJob, performRun, type Attendance, type Job } from '../../jobs/kit.ts';
import { stopSignal } from '../../server/core/stoppable.ts';
import { MAX_ATTEMPTS } from '../../server/jobs/due.ts';
import { requestRun } from '../../server/jobs/service.ts';
import { createCompany } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';

const DAY = '2026-11-20';
const NAME = 'prune';

const ctx = useTestContext();
let api: TestApi;

beforeAll(async () => {
  api = await createTestApi(ctx);
});
beforeEach(() => emptyDatabase(ctx));

const perform = (run: Job['run'], attendance: Attendance = {}) =>
  performRun(
    { ctx: ctx.installation, postgresUrl: ctx.postgresUrl, close: async () => undefined },
    implementJob({ name: NAME, description: '' }, run),
    ctx.company,
    DAY,
    attendance,
  );

const done: Job['run'] = async () => ({ rows: 1, summary: 'Done.' });
const fail: Job['run'] = () => Promise.reject(new TypeError('a bug'));
/** Works until somebody stops it: in a statement, or as it reports. */
const goOn: Job['run'] = async ({ pg }, _day, report) => {
  await report('at it');
  await pg.query('SELECT pg_sleep(60)');
  throw new Error('nobody stopped it');
};

interface Run {
  id: string;
  state: string;
  attempts: number;
  error: string | null;
  finishedAt: string;
  nextAttemptAt: string | null;
  isBeingCancelled: boolean;
  lines: { sentence: string; isError: boolean }[];
}

const FIELDS = `id state attempts error finishedAt nextAttemptAt isBeingCancelled lines { sentence isError }`;

async function runs(): Promise<Run[]> {
  const { jobs } = await api.query<{ jobs: { name: string; runs: Run[] }[] }>(
    `{ jobs { name runs { ${FIELDS} } } }`,
  );
  return jobs.find(({ name }) => name === NAME)!.runs; // it is one of them
}

async function cancel(id: string, by = api): Promise<{ __typename: string; state?: string }> {
  const { outcome } = await by.query<{ outcome: { __typename: string; state?: string } }>(
    `mutation ($id: ID!) {
       outcome: cancelJobRun(id: $id) { __typename ... on JobRun { state isBeingCancelled } }
     }`,
    { id },
  );
  return outcome;
}

const ends = async () => {
  const events = await ctx.db.event.findMany({ where: { kind: 'job.finished' } });
  return events.map(({ payload, actor }) => [(payload as { state: string }).state, actor]);
};

it('a run that another worker has begun since it was found due is left alone', async () => {
  expect(await perform(done, { lastStartedAt: null })).toHaveProperty('result');
  const [first] = (await ctx.db.jobRun.findMany()).map(({ startedAt }) => startedAt);
  expect(await perform(fail, { lastStartedAt: null })).toBe('done elsewhere');
  expect((await runs()).map(({ state, attempts }) => [state, attempts])).toEqual([['DONE', 1]]);
  expect(await perform(done, { lastStartedAt: first! })).toHaveProperty('result'); // as it was found
});

describe('a run that fails', () => {
  it('is tried again after a pause, and parked when it has failed as often as it is tried', async () => {
    const pauses: (number | null)[] = [];
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await perform(fail);
      const [run] = await runs();
      expect(run).toMatchObject({
        state: attempt < MAX_ATTEMPTS ? 'FAILED' : 'PARKED',
        attempts: attempt,
      });
      const { finishedAt, nextAttemptAt } = run!;
      const pauseMs = nextAttemptAt ? Date.parse(nextAttemptAt) - Date.parse(finishedAt) : null;
      pauses.push(pauseMs === null ? null : pauseMs / 60_000);
    }
    expect(pauses).toEqual([1, 5, 15, null]);
    expect((await ends()).map(([state]) => state)).toEqual([
      'FAILED',
      'FAILED',
      'FAILED',
      'PARKED',
    ]);
  });

  it('is run again when somebody asks, with all its attempts before it', async () => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) await perform(fail);
    await requestRun(ctx, NAME, DAY);
    await perform(fail);
    expect(await runs()).toMatchObject([{ state: 'FAILED', attempts: 1 }]);
  });

  it('and took its worker down each time is parked without one more', async () => {
    await requestRun(ctx, NAME, DAY);
    await ctx.db.jobRun.updateMany({ data: { state: 'RUNNING', attempts: MAX_ATTEMPTS } });
    expect(await perform(done)).toMatchObject({ failure: { code: 'RUN_IS_POISON' } });
    const [run] = await runs();
    expect(run).toMatchObject({ state: 'PARKED' });
    expect(run!.error).toMatch(/ended in the middle, 4 times/);
  });
});

describe('a run that is cancelled', () => {
  it('while it waits never begins', async () => {
    const { id } = await requestRun(ctx, NAME, DAY);
    expect(await cancel(id)).toMatchObject({ __typename: 'JobRun', state: 'CANCELLED' });
    expect(await runs()).toMatchObject([{ state: 'CANCELLED', attempts: 0 }]);
    expect(await ends()).toEqual([['CANCELLED', 'operator']]);
  });

  it('while it waits for its next attempt is not tried again', async () => {
    await perform(fail);
    const [{ id }] = (await runs()) as [Run];
    await cancel(id);
    expect(await runs()).toMatchObject([{ state: 'CANCELLED', nextAttemptAt: null }]);
  });

  it('while it is at work ends in the middle of what it reads, and says by whom', async () => {
    const outcome = perform(goOn);
    await expect.poll(async () => (await runs())[0]?.lines.length).toBe(1);
    const [{ id }] = (await runs()) as [Run];
    expect(await cancel(id)).toMatchObject({ state: 'RUNNING', isBeingCancelled: true });
    expect(await outcome).toMatchObject({ failure: { code: 'RUN_CANCELLED' } });
    expect(await runs()).toMatchObject([
      {
        state: 'CANCELLED',
        error: null,
        isBeingCancelled: false,
        lines: [
          { sentence: 'at it', isError: false },
          { sentence: 'operator cancelled it.', isError: false },
        ],
      },
    ]);
    expect(await ends()).toEqual([['CANCELLED', `job ${NAME}`]]);
  });

  it('and left behind by a crash is not begun again', async () => {
    const { id } = await requestRun(ctx, NAME, DAY);
    await ctx.db.jobRun.updateMany({ data: { state: 'RUNNING', attempts: 1 } });
    await cancel(id);
    await perform(done);
    expect(await runs()).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('is begun by whoever asks for it again', async () => {
    const { id } = await requestRun(ctx, NAME, DAY);
    await cancel(id);
    await requestRun(ctx, NAME, DAY);
    await perform(done);
    expect(await runs()).toMatchObject([{ state: 'DONE', attempts: 1 }]);
  });
});

describe('there is nothing to cancel', () => {
  it('of a run that has ended', async () => {
    await perform(done);
    const [{ id }] = (await runs()) as [Run];
    expect(await cancel(id)).toMatchObject({ __typename: 'RunIsOver' });
    expect(await runs()).toMatchObject([{ state: 'DONE' }]);
  });

  it('of another company’s', async () => {
    const { id } = await requestRun(ctx, NAME, DAY);
    const theirs = ctx.inCompany(await createCompany(ctx.installation, 'other'));
    const stranger = await createTestApi({ ...ctx, ...theirs });
    expect(await cancel(id, stranger)).toMatchObject({ __typename: 'RunIsOver' });
    expect(await runs()).toMatchObject([{ state: 'QUEUED' }]);
  });

  it.each(['x', '019aa000-0000-7000-8000-000000000001'])('of what is none: %s', async (id) => {
    expect(await cancel(id)).toMatchObject({ __typename: 'RunIsOver' });
  });
});

describe('a run whose process is to end', () => {
  it('is handed back, and the attempt does not count', async () => {
    const stop = new AbortController();
    const outcome = perform(goOn, { stopped: stop.signal });
    await expect.poll(async () => (await runs())[0]?.lines.length).toBe(1);
    stop.abort();
    expect(await outcome).toMatchObject({ failure: { code: 'RUN_HANDED_BACK' } });
    expect(await runs()).toMatchObject([{ state: 'QUEUED', attempts: 0 }]);
    expect(await ends()).toEqual([]);
    await perform(done);
    expect(await runs()).toMatchObject([{ state: 'DONE', attempts: 1 }]);
  });

  it('is told so before it has begun, too', async () => {
    const isStopped: Job['run'] = async () => {
      await sleep(1);
      stopSignal()?.throwIfAborted();
      return { rows: 0, summary: '' };
    };
    await perform(isStopped, { stopped: AbortSignal.abort() });
    expect(await runs()).toMatchObject([{ state: 'QUEUED' }]);
  });
});
