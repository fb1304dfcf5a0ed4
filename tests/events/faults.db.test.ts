import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTransaction } from '../../server/core/postgres.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { startEvents, type RunningEvents } from '../../server/events/service.ts';
import type { Subscription } from '../../server/events/subscription.ts';
import { createDatabase, emptyDatabase, useTestContext } from '../support/database.ts';
import { append, event, idsOf, take } from './make.ts';

const ctx = useTestContext();
let events: RunningEvents;
let reader: Subscription;

const start = () =>
  startEvents({
    ctx: { ...ctx.installation },
    postgresUrl: ctx.postgresUrl,
    close: () => Promise.resolve(),
  });

beforeEach(async () => {
  await emptyDatabase(ctx);
  events = await start();
  reader = events.stream.subscribe(1, {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await events.stop();
});

/** Appends as a process that tells nobody, and expects the event at the reader in time. */
async function expectDelivery(id: string, withinMs = 5_000): Promise<void> {
  const start = performance.now();
  await append(ctx, event(id));
  expect(idsOf(await take(reader, 1))).toEqual([id]);
  expect(performance.now() - start).toBeLessThan(withinMs);
}

const listeners = async () => {
  const { rows } = await ctx.owner.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
  );
  return rows.map(({ pid }) => pid);
};

it('events are delivered while nobody is told of them, and the listener comes back', async () => {
  await expect.poll(listeners).toHaveLength(1);
  const [killed] = await listeners();
  await ctx.owner.query('SELECT pg_terminate_backend($1)', [killed]);
  await expectDelivery('unheard');
  await expect.poll(listeners).toHaveLength(1);
  expect(await listeners()).not.toContain(killed);
});

it.each(['this', 'another'])(
  'events are delivered while a transaction is left open in %s database',
  async (which) => {
    const other = which === 'this' ? undefined : await createDatabase();
    const idle = new pg.Client({ connectionString: other?.url ?? ctx.postgresUrl });
    await idle.connect();
    await idle.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
    await idle.query(
      `INSERT INTO event (company_id, kind, entity_id, actor, payload)
       VALUES (1, 'job.finished', 'open', 'robot', '{}')`,
    );
    await idle.query('SELECT txid_current()');
    await expectDelivery('passes');
    await idle.query('COMMIT');
    if (!other) expect(idsOf(await take(reader, 1))).toEqual(['open']);
    await idle.end();
    await other?.drop();
  },
);

it('a process that is frozen while it numbers holds the others up for 3 s', async () => {
  const frozen = new pg.Client({ connectionString: ctx.postgresUrl });
  frozen.on('error', () => undefined); // it is cut
  await frozen.connect();
  const [numbering] = await freezeSequencer(frozen);
  const cut = expect(numbering).rejects.toThrow();
  await expectDelivery('after the frozen');
  await cut;
});

/** Runs the sequencer on a connection that never sends its last statements. */
async function freezeSequencer(client: pg.Client): Promise<Promise<unknown>[]> {
  const { promise: frozen, resolve: freeze } = Promise.withResolvers<void>();
  const stalling = {
    on: () => undefined,
    off: () => undefined,
    release: () => undefined,
    query: async (statement: unknown, values?: unknown[]) => {
      if (typeof statement === 'string') return client.query(statement, values);
      freeze();
      await once(client, 'end');
      throw new Error('cut');
    },
  };
  const pool = { connect: () => Promise.resolve(stalling) } as unknown as pg.Pool;
  const numbering = (async () => {
    // until it gets the lock, which the process under test holds now and then
    while ((await sequenceEvents({ pg: pool })).isBusy);
  })();
  await frozen;
  return [numbering];
}

it('a sequencer that finds another one at work says so, and numbers what that one has not seen', async () => {
  const other = await ctx.installation.pg.connect();
  try {
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(7265002)');
    await append(ctx, event('late'));
    expect(await sequenceEvents(ctx.installation)).toEqual({ numbered: 0, isBusy: true });
  } finally {
    await other.query('COMMIT');
    other.release();
  }
  expect(idsOf(await take(reader, 1))).toEqual(['late']);
});

it('a connection that breaks within a transaction fails that transaction, not the process', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', note);
  const broken = inTransaction(ctx.pg, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await ctx.owner.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await sleep(200); // it ends while nothing is asked of it
    await client.query('SELECT 1');
  });
  await expect(broken).rejects.toThrow(/terminat|not queryable|closed/i);
  process.off('uncaughtException', note);
  expect(uncaught).toEqual([]);
  await expectDelivery('still here');
});
