import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { implementJob, performRun, type Job } from '../../jobs/kit.ts';
import { DomainError } from '../../server/core/errors.ts';
import { createCompany } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { ADMIN, createTestApi, type TestApi } from '../support/graphql.ts';

const DAY = '2026-11-20';
const contract = { name: 'refresh-cadence-profiles', description: '' };

const ctx = useTestContext();
let admin: TestApi;
let analyst: TestApi;

beforeAll(async () => {
  admin = await createTestApi(ctx);
  analyst = await createTestApi(ctx, { ...ADMIN, role: 'ANALYST' });
});
beforeEach(() => emptyDatabase(ctx));

interface Line {
  number: number;
  attempt: number;
  sentence: string;
  isError: boolean;
}

async function perform(run: Job['run']): Promise<string> {
  const open = {
    ctx: ctx.installation,
    postgresUrl: ctx.postgresUrl,
    close: async () => undefined,
  };
  await performRun(open, implementJob(contract, run), ctx.company, DAY);
  const { id } = await ctx.db.jobRun.findFirstOrThrow();
  return id;
}

async function linesOf(id: string, api = admin): Promise<Line[] | undefined> {
  const { jobRun } = await api.query<{ jobRun: { lines: Line[] } | null }>(
    'query ($id: ID!) { jobRun(id: $id) { lines { number attempt sentence isError } } }',
    { id },
  );
  return jobRun?.lines;
}

const sentences = (lines: Line[] | undefined) => lines?.map(({ sentence }) => sentence);

describe('the log of a run', () => {
  it('keeps each sentence that was said, and what it came to', async () => {
    const id = await perform(async (_ctx, _day, report) => {
      await report('Asking.');
      await report('Writing.');
      return { rows: 1, summary: 'Done it.' };
    });
    expect(await linesOf(id)).toEqual([
      { number: 1, attempt: 1, sentence: 'Asking.', isError: false },
      { number: 2, attempt: 1, sentence: 'Writing.', isError: false },
      { number: 3, attempt: 1, sentence: 'Done it.', isError: false },
    ]);
  });

  it('tells the attempts apart, and why one failed to those who may know', async () => {
    class Empty extends DomainError {}
    const fail: Job['run'] = async () => {
      throw new Empty('EMPTY', 'The warehouse at 10.0.0.7 is empty.');
    };
    await perform(fail);
    const id = await perform(async () => ({ rows: 1, summary: 'Done it.' }));
    expect(await linesOf(id)).toEqual([
      { number: 1, attempt: 1, sentence: 'The warehouse at 10.0.0.7 is empty.', isError: true },
      { number: 2, attempt: 2, sentence: 'Done it.', isError: false },
    ]);
    expect(sentences(await linesOf(id, analyst))).toEqual(['Done it.']);
  });

  it('keeps the newest 200 lines of a run that says much', async () => {
    const id = await perform(async (_ctx, _day, report) => {
      for (let i = 1; i <= 250; i += 1) await report(`line ${i}`);
      return { rows: 1, summary: 'end' };
    });
    const said = sentences(await linesOf(id));
    expect(said).toHaveLength(200);
    expect(said).toEqual([...Array.from({ length: 199 }, (_, i) => `line ${i + 52}`), 'end']);
  });

  it('goes with the run', async () => {
    const id = await perform(async () => ({ rows: 1, summary: 'Done it.' }));
    await ctx.db.jobRun.delete({ where: { id } });
    expect(await ctx.db.jobRunLine.count()).toBe(0);
  });
});

describe('a run that is asked for by its id', () => {
  it.each(['x', randomUUID()])('is not there when nobody has it: %s', async (id) => {
    expect(await linesOf(id)).toBeUndefined();
  });

  it('is not there for another company', async () => {
    const id = await perform(async () => ({ rows: 1, summary: 'Done it.' }));
    const theirs = ctx.inCompany(await createCompany(ctx.installation, 'other'));
    const api = await createTestApi({ ...ctx, ...theirs });
    expect(await linesOf(id, api)).toBeUndefined();
  });
});
