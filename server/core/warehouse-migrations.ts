import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ClickHouseClient } from './clickhouse.ts';
import type { Logger } from './log.ts';
import { MigrationRefused } from './migrations.ts';

const FOLDER = new URL('../../sql/migrations/', import.meta.url);

/** The warehouse's ledger and sql/migrations disagree; the message names the file and the way out. */
export class WarehouseMigrationRefused extends MigrationRefused {}

/** A file of sql/migrations: one statement that does no harm when it is run again. */
export interface WarehouseMigration {
  name: string;
  statement: string;
  checksum: string;
}

type LedgerLine = Pick<WarehouseMigration, 'name' | 'checksum'>;

interface WarehouseMigrationOptions {
  /** Made if it is not there; the default is the first company's. */
  database?: string;
  migrations?: readonly WarehouseMigration[];
}

/**
 * Brings a warehouse that Pricelens owns to sql/migrations, forward only, and returns the names it
 * applied. Only one process may do it at a time: the embedded warehouse has no other.
 *
 * ClickHouse has no transactions, so a crash may come between a statement and its line in the ledger.
 * Hence one statement a file, written so that the next start can run it again.
 *
 * @throws {WarehouseMigrationRefused} for an applied migration that was edited or is not known
 */
export async function migrateWarehouse(
  clickhouse: ClickHouseClient,
  log: Logger,
  { database = 'sup_stat', migrations = readWarehouseMigrations() }: WarehouseMigrationOptions = {},
): Promise<string[]> {
  const missing = missingMigrations(migrations, await readLedger(clickhouse, database));
  for (const migration of missing) {
    await apply(clickhouse, database, migration);
    log.info({ migration: migration.name }, 'applied a warehouse migration');
  }
  return missing.map(({ name }) => name);
}

/** What the ledger lacks, oldest first. */
function missingMigrations(
  migrations: readonly WarehouseMigration[],
  ledger: readonly LedgerLine[],
): WarehouseMigration[] {
  for (const { name, checksum } of ledger) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (!migration) {
      throw new WarehouseMigrationRefused(
        `The warehouse has migration ${name}, which this version does not know: it is newer. ` +
          `Start the version that made it.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new WarehouseMigrationRefused(
        `Warehouse migration ${name} was edited after it was applied. ` +
          `Restore the file and write a new migration.`,
      );
    }
  }
  const applied = new Set(ledger.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

export function readWarehouseMigrations(folder = FOLDER): WarehouseMigration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const statement = readFileSync(new URL(file, folder), 'utf8');
      const checksum = createHash('sha256').update(statement).digest('hex');
      return { name: file.replace(/\.sql$/, ''), statement, checksum };
    });
}

async function readLedger(clickhouse: ClickHouseClient, database: string): Promise<LedgerLine[]> {
  const query_params = { database };
  await clickhouse.command({
    query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
    query_params,
  });
  await clickhouse.command({
    query: `CREATE TABLE IF NOT EXISTS {database:Identifier}.warehouse_migration
            (name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
            ENGINE = MergeTree ORDER BY name`,
    query_params,
  });
  const result = await clickhouse.query({
    query: 'SELECT name, checksum FROM {database:Identifier}.warehouse_migration ORDER BY name',
    query_params,
    format: 'JSONEachRow',
  });
  return result.json<LedgerLine>();
}

async function apply(
  clickhouse: ClickHouseClient,
  database: string,
  { name, statement, checksum }: WarehouseMigration,
): Promise<void> {
  await clickhouse.command({ query: statement, query_params: { database } });
  await clickhouse.command({
    query: `INSERT INTO {database:Identifier}.warehouse_migration (name, checksum)
            SELECT {name:String}, {checksum:String}`,
    query_params: { database, name, checksum },
  });
}
