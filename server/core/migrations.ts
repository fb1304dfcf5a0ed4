import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Logger } from './log.ts';
import { directSettings } from './postgres.ts';

const FOLDER = new URL('../../prisma/migrations/', import.meta.url);
const LOCK_KEY = 7_265_001; // any number that nothing else locks
const INSUFFICIENT_PRIVILEGE = '42501';

/** The database cannot be brought to prisma/migrations; the message names the migration and the way out. */
export class MigrationRefused extends Error {}

interface Migration {
  name: string;
  script: string;
  checksum: string;
}

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Brings the database to prisma/migrations and returns the names it applied. Replicas that start
 * together wait for one another. The history is kept in `_prisma_migrations` as `prisma migrate
 * deploy` keeps it, so either can go on where the other stopped.
 *
 * Not that command itself: it fetches a native engine at run time. Here each script goes to Postgres
 * whole, in one transaction with its line of history, so a crash leaves nothing half-applied.
 *
 * @throws {MigrationRefused} for an unfinished or edited migration, for want of a right, and by way of
 *   a pooler
 */
export async function migrate(
  url: string,
  log: Logger,
  migrations = readMigrations(),
): Promise<string[]> {
  // Building an index on a large table takes as long as it takes.
  const client = new pg.Client({
    ...directSettings(url),
    statement_timeout: 0,
    query_timeout: 0,
  });
  await connect(client);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const applied = await readHistory(client);
    const missing = missingMigrations(migrations, applied);
    for (const migration of missing) {
      await apply(client, migration);
      log.info({ migration: migration.name }, 'applied a migration');
    }
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * The names of the migrations that the database lacks, oldest first; changes nothing.
 *
 * @throws {MigrationRefused}
 */
export async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ history: string | null }>(
    "SELECT to_regclass('_prisma_migrations')::text AS history",
  );
  const applied = rows[0]?.history ? await readApplied(client) : [];
  return missingMigrations(readMigrations(), applied).map(({ name }) => name);
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    if (!(error instanceof Error) || !/unsupported startup parameter/.test(error.message))
      throw error;
    throw new MigrationRefused(
      'DATABASE_URL leads to a pooler. Let DIRECT_DATABASE_URL name the database itself, ' +
        'for migrations, LISTEN and long locks.',
    );
  }
}

/** What the history lacks, oldest first. */
export function missingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  for (const { migration_name: name, finished_at, checksum } of applied) {
    if (!finished_at) {
      throw new MigrationRefused(
        `Migration ${name} began but did not finish. Put the database right by hand or from a backup, ` +
          `then delete its row from _prisma_migrations.`,
      );
    }
    const migration = migrations.find((candidate) => candidate.name === name);
    if (!migration) {
      throw new MigrationRefused(
        `The database has migration ${name}, which this version does not know: it is newer. ` +
          `Start the version that made it.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefused(
        `Migration ${name} was edited after it was applied. Restore the file and write a new migration.`,
      );
    }
  }
  const known = new Set(applied.map(({ migration_name }) => migration_name));
  return migrations.filter(({ name }) => !known.has(name));
}

export function readMigrations(folder = FOLDER): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const script = readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    });
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS _prisma_migrations (
       id varchar(36) PRIMARY KEY,
       checksum varchar(64) NOT NULL,
       finished_at timestamptz,
       migration_name varchar(255) NOT NULL,
       logs text,
       rolled_back_at timestamptz,
       started_at timestamptz NOT NULL DEFAULT now(),
       applied_steps_count integer NOT NULL DEFAULT 0
     )`,
  );
  return readApplied(client);
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name, checksum, finished_at
     FROM _prisma_migrations
     WHERE rolled_back_at IS NULL
     ORDER BY started_at, migration_name`,
  );
  return rows;
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const { code, message } = error as pg.DatabaseError; // or an Error, which has a message too
    if (code === INSUFFICIENT_PRIVILEGE)
      throw new MigrationRefused(`Migration ${name}: ${message}`);
    throw error;
  }
}
