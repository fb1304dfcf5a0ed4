import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { append, event } from '../events/make.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { emptyWarehouse, insertSuccesses } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });
const LATER = 2 * 60_000; // than an answer of the warehouse is kept
let now = NOON;

interface Told {
  kind: string;
  job: string | null;
  sentence: string;
}

beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
  now = new Date(now.getTime() + LATER);
  ctx.setNow(now);
});

async function troubles(): Promise<Told[]> {
  const { query } = await createTestApi(ctx);
  const { health } = await query<{ health: Told[] }>('{ health { kind job sentence } }');
  return health;
}

async function kinds(): Promise<string[]> {
  return (await troubles()).map(({ kind, job }) => (job ? `${kind} ${job}` : kind));
}

it('is empty where all is well, an empty database of a new company included', async () => {
  Object.assign(ctx.company, { createdAt: new Date(now.getTime() - 60_000) });
  expect(await kinds()).toEqual([]);
});

it('names jobs that did not run, and those that are parked', async () => {
  Object.assign(ctx.company, { createdAt: new Date('2026-01-01') });
  await ctx.db.jobRun.createMany({
    data: (['DONE', 'PARKED'] as const).map((state, i) => ({
      id: randomUUID(),
      companyId: ctx.company.id,
      job: ['prune', 'refresh-cadence-profiles'][i]!,
      forDate: new Date('2026-11-20'),
      state,
      queuedAt: now,
      finishedAt: now,
    })),
  });
  expect(await kinds()).toEqual([
    'JOB_PARKED refresh-cadence-profiles',
    'JOB_DID_NOT_RUN backfill-investigations',
  ]);
});

it('names a warehouse that has nothing new, and one that does not answer', async () => {
  await insertSuccesses(ctx.clickhouse, [{ supid: 1, dateupd: '2026-11-16' }]);
  expect(await kinds()).toContain('WAREHOUSE_STOPPED_GROWING');
  const { warehouseDatabase } = ctx.company;
  Object.assign(ctx.company, { warehouseDatabase: 'gone' });
  expect(await kinds()).toContain('WAREHOUSE_UNREACHABLE');
  Object.assign(ctx.company, { warehouseDatabase });
});

it('names events that are late, in a sentence that says where to look', async () => {
  await append(ctx, event(1));
  expect(await kinds()).not.toContain('EVENTS_LATE');
  await ctx.owner.query("UPDATE event SET at = now() - interval '11 seconds'");
  const late = (await troubles()).find(({ kind }) => kind === 'EVENTS_LATE');
  expect(late?.sentence).toMatch(/load of Postgres/);
});
