import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { findDefaultCompany } from '../../server/accounts/service.ts';
import { businessDay } from '../../server/core/business-time.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { inCompany } from '../../server/core/company-context.ts';
import { CompanyDatabases } from '../../server/core/company-databases.ts';
import { readConfig } from '../../server/core/config.ts';
import { createPrisma } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { ROLES } from '../../server/core/roles.ts';
import { migrateWarehouse } from '../../server/core/warehouse-migrations.ts';
import { dailyDeliveries } from '../../server/feeds/queries.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { insertCalendars, insertFailures } from '../support/warehouse-rows.ts';

// A process of its own, because a process has one time zone: time-zones.db.test.ts starts it in some.
// Arguments: the Postgres URL and the time zone of the ClickHouse session.
const [postgresUrl, sessionZone] = process.argv.slice(2);
if (!postgresUrl || !sessionZone) throw new Error('Say where Postgres is and which zone to be in.');

const log = createLog('silent');
const pool = createPool(postgresUrl, 2, log, ROLES.installation);
const connections = createPool(postgresUrl, 2, log, ROLES.company);
const loader = createClient({ connection: createChdbConnection({ path: ':memory:' }) as never });
await migrateWarehouse(loader, log);

const WALL_CLOCKS = ['2026-11-18 23:59:59', '2026-11-19 00:00:00', '2026-11-20 00:00:00'];
await insertCalendars(loader, [['2026-11-06', '2026-11-13', '2026-11-20', '2026-11-21']]);
await insertFailures(
  loader,
  WALL_CLOCKS.map((dt) => ({ dt, supid: 1, error_id: 1 })),
);
// the same failures as an external warehouse has them: in the clock time of the server's own zone
await loader.command({ query: 'CREATE DATABASE external' });
await loader.command({
  query: `CREATE TABLE external.dif_errors ENGINE = MergeTree ORDER BY dt AS
          SELECT toDateTime(toString(dt)) AS dt, supid, error_id FROM sup_stat.dif_errors`,
});
await loader.command({
  query: 'CREATE VIEW external.dif_step_1 AS SELECT * FROM sup_stat.dif_step_1',
});

await loader.command({
  query: `SELECT 1`,
  clickhouse_settings: { session_timezone: sessionZone }, // in chdb a setting stays for the session
});
const MIDNIGHT_IN_MOSCOW = new Date('2026-11-19T21:00:00Z');
const installation = {
  config: readConfig({}),
  dataFolder: undefined,
  pg: pool,
  db: createPrisma(pool),
  companies: new CompanyDatabases(connections),
  clickhouse: loader,
  cache: new CompanyCache(),
  log,
  now: () => MIDNIGHT_IN_MOSCOW,
  eventsAppended: () => undefined,
};
const ctx = inCompany(installation, await findDefaultCompany(installation), {
  id: null,
  name: 'tester',
});
const today = businessDay(ctx.now(), ctx.company.timeZone);
await refreshProfiles(ctx, today, () => Promise.resolve());
const external = await dailyDeliveries(loader, {
  database: 'external',
  successDays: 'dif_step_1',
  from: '2026-11-18',
  to: '2026-11-21',
});
const zone = await loader
  .query({
    query: 'SELECT timezone() AS session, serverTimezone() AS server',
    format: 'JSONEachRow',
  })
  .then((result) => result.json());
process.stdout.write(
  JSON.stringify({ zone, today, external, profiles: await ctx.db.cadenceProfile.findMany() }),
);
await loader.close();
await connections.end();
await pool.end();
