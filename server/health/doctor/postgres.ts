import pg from 'pg';
import type { Config } from '../../core/config.ts';
import { DomainError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import { MigrationRefused, pendingMigrations } from '../../core/migrations.ts';
import { createPool, directSettings } from '../../core/postgres.ts';
import { checkRole, ROLES } from '../../core/roles.ts';
import { clockFinding, failure, versionFinding, type Finding } from './finding.ts';

const OLDEST = 15;
const OWN_CONNECTIONS = 10; // beside the pool's; see DATABASE_POOL_SIZE

/** A company as far as the doctor needs to know it. */
export interface Patient {
  slug: string;
  timeZone: string;
  warehouseDatabase: string;
}

/** What Postgres is like, and the companies in it, so far as they can be read. */
export async function examinePostgres(
  { postgres }: Config,
  log: Logger,
): Promise<{ findings: Finding[]; companies: Patient[] }> {
  if (!postgres.url) {
    const sentence = 'Embedded; it comes up with the server.';
    return { findings: [{ subject: 'Postgres', state: 'OK', sentence }], companies: [] };
  }
  const client = new pg.Client(directSettings(postgres.directUrl ?? postgres.url));
  client.on('error', () => undefined); // the statement under way tells
  try {
    await client.connect();
    const server = await examineServer(client, postgres.poolSize);
    const { findings, companies } = await examineTables(client);
    const ways = postgres.directUrl ? [await compareWays(client, postgres.url, log)] : [];
    const roles = companies.length > 0 ? await examineRoles(postgres.url, log) : [];
    return { findings: [...server, ...ways, ...findings, ...roles], companies };
  } catch (error) {
    const advice = 'Check DATABASE_URL and DIRECT_DATABASE_URL, and that the server is up.';
    return { findings: [failure('Postgres', error, advice)], companies: [] };
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}

interface ServerRow {
  version: string;
  now: Date;
  encoding: string;
  zone: string;
  connections: number;
  isEncrypted: boolean;
  isLocal: boolean;
}

async function examineServer(client: pg.Client, poolSize: number): Promise<Finding[]> {
  const asked = Date.now();
  const { rows } = await client.query<ServerRow>(
    `SELECT current_setting('server_version') AS version,
       clock_timestamp() AS now,
       current_setting('server_encoding') AS encoding,
       current_setting('TimeZone') AS zone,
       current_setting('max_connections')::int AS connections,
       (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS "isEncrypted",
       coalesce(inet_server_addr() << '127.0.0.0/8' OR inet_server_addr() = '::1', true) AS "isLocal"`,
  );
  const answered = Date.now();
  const { version, now, encoding, zone, connections, isEncrypted, isLocal } = rows[0]!; // no FROM
  const needed = poolSize + OWN_CONNECTIONS;
  return [
    versionFinding('Postgres', version, OLDEST),
    clockFinding('Postgres', { asked, answered, theirs: now.getTime() }),
    {
      subject: 'Postgres',
      state: encoding === 'UTF8' ? 'OK' : 'FAIL',
      sentence: `Its encoding is ${encoding}${encoding === 'UTF8' ? '.' : '; make the database anew with UTF8.'}`,
    },
    {
      subject: 'Postgres',
      state: zone === 'UTC' ? 'OK' : 'FAIL',
      sentence:
        zone === 'UTC'
          ? 'Sessions are in UTC, whatever its own time zone.'
          : `Sessions are in ${zone}, not in UTC. Let nothing in between change what they begin with.`,
    },
    {
      subject: 'Postgres',
      state: connections < needed ? 'FAIL' : 'OK',
      sentence: `It has ${connections} connections; a process takes up to ${needed}. Raise max_connections, lower DATABASE_POOL_SIZE or put PgBouncer in between before processes need more.`,
    },
    {
      subject: 'Postgres',
      state: isEncrypted || isLocal ? 'OK' : 'WARN',
      sentence:
        isEncrypted || isLocal
          ? 'The way there is encrypted or does not leave this machine.'
          : 'The way there is not encrypted. Add ?sslmode=verify-full to the URL.',
    },
  ];
}

async function examineTables(
  client: pg.Client,
): Promise<{ findings: Finding[]; companies: Patient[] }> {
  const subject = 'Migrations';
  try {
    const pending = await pendingMigrations(client);
    if (pending.length > 0) {
      const sentence = `${pending.length} are to be applied, from ${pending[0]} on: npm run migrate, or start a server.`;
      return { findings: [{ subject, state: 'WARN', sentence }], companies: [] };
    }
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error;
    return { findings: [{ subject, state: 'FAIL', sentence: error.message }], companies: [] };
  }
  const { rows: companies } = await client.query<Patient>(
    `SELECT slug, time_zone AS "timeZone", warehouse_database AS "warehouseDatabase"
     FROM company
     ORDER BY id`,
  );
  return { findings: [{ subject, state: 'OK', sentence: 'All are applied.' }], companies };
}

async function compareWays(client: pg.Client, url: string, log: Logger): Promise<Finding> {
  const subject = 'DIRECT_DATABASE_URL';
  const question = `SELECT current_database() AS name, pg_postmaster_start_time()::text AS since`;
  const pool = createPool(url, 1, log);
  try {
    const [direct, pooled] = await Promise.all([client.query(question), pool.query(question)]);
    const isSame = JSON.stringify(direct.rows) === JSON.stringify(pooled.rows);
    return {
      subject,
      state: isSame ? 'OK' : 'FAIL',
      sentence: isSame
        ? 'It leads to the database of DATABASE_URL.'
        : 'It leads to another database than DATABASE_URL. Let both name the same.',
    };
  } finally {
    await pool.end();
  }
}

async function examineRoles(url: string, log: Logger): Promise<Finding[]> {
  const subject = 'Roles';
  for (const role of Object.values(ROLES)) {
    const pool = createPool(url, 1, log, role);
    try {
      await checkRole(pool, role);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [{ subject, state: 'FAIL', sentence: error.message }];
    } finally {
      await pool.end();
    }
  }
  return [{ subject, state: 'OK', sentence: 'Companies are kept apart by Postgres itself.' }];
}
