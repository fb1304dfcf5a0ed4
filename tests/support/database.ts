import { randomUUID } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { findDefaultCompany } from '../../server/accounts/service.ts';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { readConfig } from '../../server/core/config.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import { createPrisma } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';

/** A Friday, 12:00 in Moscow: what `ctx.now()` says unless a test sets another time. */
export const NOON = new Date('2026-11-20T09:00:00Z');

/** A fresh database of the run's Postgres: a copy of the migrated template. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE template`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(admin, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Two files may copy the template at once; the second waits rather than fails.
  await client.query('SELECT pg_advisory_lock(1)');
  await client.query(statement).finally(() => client.end());
}

/** A warehouse in memory with the tables of sql/migrations; one a process, so one a test file. */
export async function createWarehouse(): Promise<ClickHouseClient> {
  const connection = createChdbConnection({ path: ':memory:' });
  const clickhouse = createClient({ connection: connection as never }); // see embedded-clickhouse.ts
  await migrateWarehouse(clickhouse, createLog('error'));
  return clickhouse;
}

export interface TestContext extends CompanyContext {
  postgresUrl: string;
  /** Sets the clock. */
  setNow: (now: Date) => void;
}

/**
 * A context on a fresh database, and a fresh warehouse where `warehouse` is set, for the tests of one
 * file. Its fields are there once the file's tests run.
 */
export function useTestContext({ warehouse = false } = {}): TestContext {
  const ctx = {} as TestContext; // filled in before the first test
  const cleanUps: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createDatabase();
    const log = createLog('silent');
    const pool = createPool(database.url, 10, log);
    const db = createPrisma(pool);
    const clickhouse = warehouse ? await createWarehouse() : undefined;
    cleanUps.push(
      async () => clickhouse?.close(),
      () => pool.end(),
      database.drop,
    );
    let now = NOON;
    Object.assign(ctx, {
      config: readConfig({ LOG_LEVEL: 'silent' }),
      dataFolder: undefined,
      pg: pool,
      db,
      clickhouse,
      cache: new CompanyCache(),
      log,
      now: () => now,
      setNow: (at: Date) => (now = at),
      eventsAppended: () => undefined,
      company: await findDefaultCompany({ db }),
      actor: { id: null, name: 'tester' },
      postgresUrl: database.url,
    });
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });
  return ctx;
}

/** Empties every table but those the first migration fills. */
export async function emptyDatabase({ pg: pool, cache, company }: TestContext): Promise<void> {
  await pool.query(
    `TRUNCATE investigation, backfill_watermark, event, job_run, cadence_daily, cadence_profile,
       cadence_bucket_change, supplier RESTART IDENTITY CASCADE`,
  );
  cache.invalidate(company.id);
}

/** Every statement this process sends to Postgres while `work` runs, but for transactions' brackets. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    statements.push(typeof first === 'string' ? first : (first as { text: string }).text);
    return Reflect.apply(original, this, args);
  } as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return statements.filter((statement) => !/^(BEGIN|COMMIT|ROLLBACK)/.test(statement));
}
