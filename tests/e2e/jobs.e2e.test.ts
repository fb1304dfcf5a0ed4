import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDeliveries, loseDeliveries } from '../support/deliveries.ts';
import { createPlace, type Place } from '../support/product.ts';
import { startProgram, startServer, type ServerProcess } from '../support/server-process.ts';

const REFRESH = 'refresh-cadence-profiles';
const BACKFILL = 'backfill-investigations';

const SUPPLIERS = 300;
const UNKNOWN_SUPPLIER = 900; // without price rows; its failure is the last of all
const FAILURES = 5_000; // two full writes of the backfill and a third
const LONGEST_RUN_MS = 180_000; // a dead worker's turn has to pass before another takes it

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

let place: Place;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ remove, ...place } = await createPlace());
});
afterEach(() => remove());

describe('a server that is killed in the middle of a job', () => {
  let db: pg.Pool;
  let servers: ServerProcess[];

  beforeEach(async () => {
    servers = [];
    await deliver();
    db = new pg.Pool({ connectionString: place.DATABASE_URL });
  });
  afterEach(async () => {
    await db.end();
    for (const server of servers) if (server.child.exitCode === null) await server.stop();
  });

  async function start() {
    const server = await startServer({ ...place });
    servers.push(server);
    return server;
  }

  it.each([
    { job: REFRESH, waitsFor: 1 },
    { job: BACKFILL, waitsFor: UNKNOWN_SUPPLIER },
  ])(
    'leaves $job to the next start, which finishes it, and nothing comes twice',
    async ({ job, waitsFor }) => {
      const letGo = await holdBack(db, waitsFor);
      const killed = await start();
      await expect.poll(() => isHeldBack(db, job), { timeout: LONGEST_RUN_MS }).toBe(true);
      await killed.stop('SIGKILL');
      await letGo();
      const soFar = await investigations(db);
      expect(soFar.length < FAILURES && soFar.length > 0).toBe(job === BACKFILL);

      await start();
      await expect
        .poll(() => runs(db), { timeout: LONGEST_RUN_MS })
        .toEqual([
          { job: BACKFILL, state: 'DONE', attempts: job === BACKFILL ? 2 : 1 },
          { job: REFRESH, state: 'DONE', attempts: job === REFRESH ? 2 : 1 },
        ]);
      expect(await investigations(db)).toEqual(failures().sort());
      expect(await count(db, 'cadence_profile')).toBe(SUPPLIERS);
      expect(await count(db, 'cadence_bucket_change')).toBe(SUPPLIERS);
      await expectEachEventOnce(db);
    },
  );
});

describe('npm run job', () => {
  async function job(...args: string[]) {
    const program = startProgram('jobs/run-command.ts', args, { ...place });
    const code = await program.exited;
    return { code, output: program.output() };
  }

  it('runs a job for the day it is given, says how it goes and whether it went well', async () => {
    await deliver();
    const refresh = await job(REFRESH, '--as-of', '2025-03-20');
    expect(refresh.output).toContain(`${REFRESH} for 2025-03-20 (Europe/Moscow)\n`);
    expect(refresh.output).toContain('  Asking the warehouse for success days up to 2025-03-20.\n');
    expect(refresh.output).toContain(`Done, ${SUPPLIERS} rows. `);
    expect(refresh.code).toBe(0);

    const ofTheFirstDay = failures().filter((line) => line.startsWith('2025-03-03'));
    const backfill = await job(BACKFILL, '--as-of', '2025-03-04');
    expect(backfill.output).toContain(`Done, ${ofTheFirstDay.length} rows. `);
    expect(backfill.code).toBe(0);

    await loseDeliveries(place);
    const failed = await job(REFRESH);
    expect(failed.output).toContain(`Failed. The warehouse knows 0 suppliers where the last `);
    expect(failed.code).toBe(1);
  });

  it('tells which jobs there are', async () => {
    const { output, code } = await job();
    expect(output).toMatch(new RegExp(`^  ${REFRESH}: .+^  ${BACKFILL}: `, 'ms'));
    expect(code).toBe(0);
    expect(await job('refresh')).toMatchObject({
      output: expect.stringContaining('There is no job refresh; there are ') as string,
      code: 1,
    });
  });

  it.each(['--as-of 2026-02-30', '--as-of', '--for 2026-02-20'])(
    'does not guess what %s means',
    async (args) => {
      const { output, code } = await job(REFRESH, ...args.split(' '));
      expect(output).toContain('These arguments do not fit.');
      expect(code).toBe(2);
    },
  );

  it('refuses a day to come', async () => {
    const { output, code } = await job(REFRESH, '--as-of', '2999-01-01');
    expect(output).toContain('2999-01-01 is in the future');
    expect(code).toBe(1);
  });
});

/** Price rows of two days of each supplier, and the failures. */
function deliver(): Promise<void> {
  const successes = Array.from({ length: SUPPLIERS }, (_, i) => [
    `2025-03-03,${i + 1}`,
    `2025-03-10,${i + 1}`,
  ]);
  return loadDeliveries(place, { successes: successes.flat(), failures: failures() });
}

/** Rows of dif_errors over three days, oldest first; every tenth failure happens twice in its second. */
function failures(): string[] {
  return Array.from({ length: FAILURES }, (_, i) => {
    const nth = i % 10 === 9 ? i - 1 : i;
    const dt = new Date(Date.UTC(2025, 2, 3) + nth * 45_000).toISOString();
    const supplier = i === FAILURES - 1 ? UNKNOWN_SUPPLIER : 1 + (nth % SUPPLIERS);
    return `${dt.slice(0, 19).replace('T', ' ')},${supplier},${nth % 7}`;
  });
}

/**
 * Lets whoever makes the supplier wait, as if somebody else were just making it.
 *
 * @returns the function that lets go
 */
async function holdBack(db: pg.Pool, supplierId: number): Promise<() => Promise<void>> {
  const client = await db.connect();
  await client.query('BEGIN');
  await client.query('INSERT INTO supplier (company_id, supid) VALUES (1, $1)', [supplierId]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

async function isHeldBack(db: pg.Pool, job: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM job_run
     WHERE job = $1
       AND state = 'RUNNING'
       AND EXISTS (
         SELECT
         FROM pg_locks
         JOIN pg_stat_activity USING (pid)
         WHERE locktype = 'transactionid' AND NOT granted AND datname = current_database()
       )`,
    [job],
  );
  return rowCount === 1;
}

async function runs(db: pg.Pool): Promise<unknown[]> {
  const { rows } = await db.query(
    'SELECT job, state, attempts FROM job_run WHERE job IN ($1, $2) ORDER BY job',
    [BACKFILL, REFRESH],
  );
  return rows;
}

/** All there are, as the rows of dif_errors that they come from, sorted. */
async function investigations(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(
    `SELECT concat_ws(
         ',',
         to_char(event_at AT TIME ZONE 'Europe/Moscow', 'YYYY-MM-DD HH24:MI:SS'),
         supid,
         error_id
     ) AS line
     FROM investigation`,
  );
  return rows.map(({ line }) => line).sort();
}

async function count(db: pg.Pool, table: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]?.count);
}

/** An opening for each investigation and an end for each run, numbered from 1 without a gap. */
async function expectEachEventOnce(db: pg.Pool): Promise<void> {
  const { rows: notOnce } = await db.query(
    `SELECT entity_id, number_of.events
     FROM (SELECT id::text AS entity_id FROM investigation UNION SELECT id::text FROM job_run) AS due
     FULL JOIN (
         SELECT entity_id, count(*) AS events
         FROM event
         WHERE kind IN ('investigation.opened', 'job.finished')
         GROUP BY entity_id
     ) AS number_of USING (entity_id)
     WHERE due IS NULL OR number_of.events IS DISTINCT FROM 1`,
  );
  expect(notOnce).toEqual([]);
  const events = await count(db, 'event');
  const numbers = 'SELECT count(seq)::int, min(seq)::int, max(seq)::int FROM event';
  await expect
    .poll(async () => (await db.query(numbers)).rows)
    .toEqual([{ count: events, min: 1, max: events }]);
}
