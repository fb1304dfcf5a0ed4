import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFinding, versionFinding } from '../../server/health/doctor/finding.ts';
import { startClickHouseStandIn, type ClickHouseStandIn } from '../support/clickhouse-http.ts';
import { createWarehouse, useTestContext } from '../support/database.ts';
import { startProgram } from '../support/server-process.ts';

const ctx = useTestContext();
const resources = new AsyncDisposableStack();
let warehouse: ClickHouseStandIn;

beforeAll(async () => {
  await createWarehouse(resources); // the stand-in serves the same one
  warehouse = await startClickHouseStandIn();
  resources.defer(() => warehouse.close());
});
afterAll(() => resources.disposeAsync());

async function examine(
  env: Record<string, string>,
): Promise<{ code: number | null; text: string }> {
  const program = startProgram('server/health/doctor/doctor-command.ts', [], {
    DATABASE_URL: ctx.postgresUrl,
    CLICKHOUSE_URL: warehouse.url,
    AUTH_SECRET: 'x'.repeat(32),
    ...env,
  });
  return { code: await program.exited, text: program.output() };
}

function otherDatabase(): string {
  const url = new URL(ctx.postgresUrl);
  url.pathname = '/postgres';
  return url.href;
}

it('finds nothing to mend where nothing is broken', async () => {
  const { code, text } = await examine({ DIRECT_DATABASE_URL: ctx.postgresUrl });
  expect(text).toContain('OK    Migrations: All are applied.');
  expect(text).toContain('OK    Roles: Companies are kept apart by Postgres itself.');
  expect(text).toContain('OK    DIRECT_DATABASE_URL: It leads to the database of DATABASE_URL.');
  expect(text).toContain('OK    Warehouse of default: sup_stat has what Pricelens reads.');
  expect(text).toContain('OK    Time zone of default: Europe/Moscow.');
  expect(text).not.toContain('FAIL');
  expect(text).toMatch(/ 0 to mend\.\n$/);
  expect(code).toBe(0);
});

it('says what is broken and what to do, all of it at once, and ends with 1', async () => {
  const [broken, unreachable] = await Promise.all([
    examine({ DIRECT_DATABASE_URL: otherDatabase() }),
    examine({
      DATABASE_URL: 'postgres://127.0.0.1:1/x',
      CLICKHOUSE_URL: 'http://127.0.0.1:1',
      MONGODB_URL: 'mongodb://127.0.0.1:1/agenda',
    }),
  ]);
  expect(broken.text).toMatch(/WARN {2}Migrations: \d+ are to be applied/);
  expect(broken.text).toContain('FAIL  DIRECT_DATABASE_URL: It leads to another database');
  expect(broken.code).toBe(1);
  expect(unreachable.text).toMatch(/FAIL {2}Postgres: .*Check DATABASE_URL/);
  expect(unreachable.text).toMatch(
    /FAIL {2}Warehouse: The warehouse did not answer \(ECONNREFUSED\)/,
  );
  expect(unreachable.text).toMatch(/FAIL {2}Agenda: .*Check MONGODB_URL/);
  expect(unreachable.code).toBe(1);
});

it('says which tables a company lacks', async () => {
  await ctx.owner.query("UPDATE company SET warehouse_database = 'nowhere'");
  const { code, text } = await examine({});
  expect(text).toContain('FAIL  Warehouse of default: The warehouse has no database nowhere.');
  expect(code).toBe(1);
});

describe('A clock', () => {
  it.each([
    ['within the time the answer took', 150, 'OK'],
    ['a little behind', -2_000, 'WARN'],
    ['a little before', 2_300, 'WARN'],
    ['a minute before', 60_000, 'FAIL'],
  ] as const)('%s', (_, theirs, state) => {
    const finding = clockFinding('It', { asked: 0, answered: 200, theirs });
    expect(finding.state).toBe(state);
  });

  it('is told how far off it is', () => {
    const { sentence } = clockFinding('It', { asked: 0, answered: 200, theirs: 60_200 });
    expect(sentence).toBe('Its clock is 60.0 s from this machine’s. Let NTP set both.');
  });
});

it.each([
  ['15.18 (Debian 15.18-0+deb12u1)', 'OK'],
  ['18.4', 'OK'],
  ['9.6.24', 'FAIL'],
])('a Postgres %s', (version, state) => {
  expect(versionFinding('Postgres', version, 15).state).toBe(state);
});
