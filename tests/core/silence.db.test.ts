import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../server/core/log.ts';
import { isOutage } from '../../server/core/outage.ts';
import { watchPostgres } from '../../server/core/postgres-pulse.ts';
import { createPool } from '../../server/core/postgres.ts';
import { StoppablePool } from '../../server/core/stoppable-pool.ts';
import { Abandoned, stoppable } from '../../server/core/stoppable.ts';
import { useTestContext } from '../support/database.ts';
import { layPostgresWire, type PostgresWire } from '../support/postgres-wire.ts';

const ctx = useTestContext();
const log = createLog('silent');
let wire: PostgresWire;
/** Whether what is sent is lost on the way, and nobody is told. */
let isSilent = false;
/** Whether nobody is let in any more. */
let isShut = false;

beforeAll(async () => {
  wire = await layPostgresWire(ctx.postgresUrl, (near, reach) => {
    if (isShut) return;
    const far = reach();
    near.on('data', (data) => isSilent || far.write(data));
    far.on('data', (data) => isSilent || near.write(data));
  });
});
afterAll(() => wire.close());

it('whoever waits for a Postgres that fell silent is told of an outage, and asks it again later', async () => {
  const pool = createPool(wire.url, 3, log);
  const stop = watchPostgres(wire.url, [pool], log);
  const asked = Promise.allSettled(
    Array.from({ length: 5 }, (_, i) => pool.query(`SELECT pg_sleep(${i < 3 ? 60 : 0})`)),
  );
  await expect.poll(() => pool.totalCount - pool.idleCount + pool.waitingCount).toBe(5);
  isSilent = true;
  for (const answer of await asked) {
    expect(answer.status).toBe('rejected');
    const { reason } = answer as PromiseRejectedResult;
    expect(isOutage(reason), String(reason)).toBe(true);
    // not for having waited as long as any statement may take
    expect(String(reason)).not.toMatch(/Query read timeout/);
  }
  isSilent = false;
  const answers = () =>
    pool.query('SELECT 1').then(
      ({ rowCount }) => rowCount,
      () => 0,
    );
  await expect.poll(answers).toBe(1);
  await stop();
  await pool.end();
});

it('a long statement is left alone as long as Postgres answers anything', async () => {
  const pool = createPool(wire.url, 1, log);
  const stop = watchPostgres(wire.url, [pool], log);
  await expect(pool.query('SELECT pg_sleep(5)')).resolves.toMatchObject({ rowCount: 1 });
  await stop();
  await pool.end();
});

it('a connection that breaks while its statement is being cancelled ends that statement, not the process', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', note);
  const shared = createPool(wire.url, 1, log);
  const pool = new StoppablePool(shared, ctx.company.id);
  const leave = new AbortController();
  const asked = stoppable(leave.signal, () => pool.query('SELECT pg_sleep(60)'));
  const broken = expect(asked).rejects.toThrow();
  const sleeping = `FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'`;
  await expect.poll(async () => (await ctx.owner.query(`SELECT ${sleeping}`)).rowCount).toBe(1);
  isShut = true; // the request to cancel waits for an answer
  leave.abort(new Abandoned());
  await ctx.owner.query(`SELECT pg_terminate_backend(pid) ${sleeping}`);
  await broken;
  await expect.poll(() => shared.totalCount).toBe(0);
  isShut = false;
  process.off('uncaughtException', note);
  expect(uncaught).toEqual([]);
  await shared.end();
});
