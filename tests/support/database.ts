import { randomUUID } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { findDefaultCompany } from '../../server/accounts/service.ts';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { inCompany } from '../../server/core/company-context.ts';
import { CompanyDatabases } from '../../server/core/company-databases.ts';
import { readConfig } from '../../server/core/config.ts';
import type { Company, CompanyContext, Context } from '../../server/core/context.ts';
import { createPrisma } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { ROLES } from '../../server/core/roles.ts';
import { connectToClickHouse } from '../../server/core/warehouse-connection.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';
import { TEST_SECRET } from './accounts.ts';
import { startClickHouseStandIn } from './clickhouse-http.ts';
import { TEMPLATE } from './template.ts';

/** A Friday, 12:00 in Moscow: what `ctx.now()` says unless a test sets another time. */
export const NOON = new Date('2026-11-20T09:00:00Z');

/** A fresh database of the run's Postgres: a copy of the migrated template. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
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

/** Says so to whoever asks it. */
const NO_WAREHOUSE = {
  query: () =>
    Promise.reject(
      Object.assign(new Error('This test has no warehouse.'), { type: 'NO_WAREHOUSE' }),
    ),
} as unknown as ClickHouseClient;

/** Whether warehouses of tests are behind HTTP, as a server's are. */
export const IS_WAREHOUSE_REMOTE = process.env['TEST_CLICKHOUSE'] === 'http';

/** A warehouse in memory with the tables of sql/migrations; one a process, so one a test file. */
export async function createWarehouse(resources: AsyncDisposableStack): Promise<ClickHouseClient> {
  if (IS_WAREHOUSE_REMOTE) return (await startWarehouse(resources)).clickhouse;
  const connection = createChdbConnection({ path: ':memory:' });
  return prepare(createClient({ connection: connection as never }), resources); // see embedded-clickhouse.ts
}

/** The same behind HTTP. */
export async function startWarehouse(
  resources: AsyncDisposableStack,
): Promise<{ url: string; clickhouse: ClickHouseClient }> {
  const { url, close } = await startClickHouseStandIn();
  resources.defer(close);
  const clickhouse = connectToClickHouse({ ...readConfig({}).clickhouse, url });
  return { url, clickhouse: await prepare(clickhouse, resources) };
}

async function prepare(
  clickhouse: ClickHouseClient,
  resources: AsyncDisposableStack,
): Promise<ClickHouseClient> {
  resources.defer(() => clickhouse.close());
  await migrateWarehouse(clickhouse, createLog('error'));
  return clickhouse;
}

export interface TestContext extends CompanyContext {
  postgresUrl: string;
  /** Postgres as the tables' owner: for what no part of the product may do. */
  owner: pg.Pool;
  /** The context that works for the whole installation, as a process has it. */
  installation: Context;
  /** The same for another company. */
  inCompany: (company: Company) => CompanyContext;
  /** Sets the clock. */
  setNow: (now: Date) => void;
}

/**
 * A context on a fresh database, and a fresh warehouse where `warehouse` is set, for the tests of one
 * file. Its fields are there once the file's tests run.
 */
export function useTestContext({ warehouse = false } = {}): TestContext {
  const ctx = {} as TestContext; // filled in before the first test
  const resources = new AsyncDisposableStack();
  beforeAll(async () => {
    const database = await createDatabase();
    resources.defer(database.drop);
    const log = createLog('silent');
    const databases = openDatabases(database.url, resources);
    const clickhouse = warehouse ? await createWarehouse(resources) : undefined;
    let now = NOON;
    const installation = {
      ...databases,
      config: readConfig({
        LOG_LEVEL: 'silent',
        AUTH_SECRET: TEST_SECRET,
        CLICKHOUSE_URL: IS_WAREHOUSE_REMOTE ? 'http://stand-in' : '',
      }),
      dataFolder: undefined,
      clickhouse: clickhouse ?? NO_WAREHOUSE,
      cache: new CompanyCache(),
      log,
      now: () => now,
      eventsAppended: () => undefined,
    } satisfies Context;
    const tester = { id: null, name: 'tester' };
    Object.assign(ctx, {
      ...inCompany(installation, await findDefaultCompany(installation), tester),
      installation,
      inCompany: (company: Company) => inCompany(installation, company, tester),
      setNow: (at: Date) => (now = at),
      postgresUrl: database.url,
    });
  });
  afterAll(() => resources.disposeAsync());
  return ctx;
}

/** A process's ways to Postgres, and the owner's. `resources` ends them. */
export function openDatabases(url: string, resources: AsyncDisposableStack) {
  const open = (...[size, role]: [number, Parameters<typeof createPool>[3]?]) => {
    const pool = createPool(url, size, createLog('silent'), role);
    resources.defer(() => pool.end());
    return pool;
  };
  const installation = open(5, ROLES.installation);
  return {
    owner: open(5),
    pg: installation,
    db: createPrisma(installation),
    companies: new CompanyDatabases(open(10, ROLES.company)),
  };
}

/** Empties every table but those the first migration fills. */
export async function emptyDatabase({ owner, cache, company }: TestContext): Promise<void> {
  await owner.query(
    `TRUNCATE investigation, investigation_undo, investigation_presence, backfill_watermark, event,
       job_run, job_run_line, cadence_daily, cadence_profile, cadence_bucket_change, supplier, saved_view,
       error_guide RESTART IDENTITY CASCADE`,
  );
  cache.invalidate(company.id);
}

// What a connection is told as it begins, and so that its next statements belong together or to a company.
const BRACKETS = /^\s*(BEGIN|COMMIT|ROLLBACK|SET TimeZone|SELECT set_config\('pricelens)/;

/** Every statement this process sends to Postgres while `work` runs, but for their brackets. */
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
  return statements.filter((statement) => !BRACKETS.test(statement));
}
