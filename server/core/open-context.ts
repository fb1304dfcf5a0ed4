import type { ClickHouseClient } from '@clickhouse/client';
import { CompanyCache } from './company-cache.ts';
import { CompanyDatabases } from './company-databases.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { claimDataFolder, openDataFolder } from './data-folder.ts';
import { createPrisma } from './db.ts';
import { openEmbeddedClickHouse } from './embedded-clickhouse.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { Logger } from './log.ts';
import { migrate } from './migrations.ts';
import { watchPostgres } from './postgres-pulse.ts';
import { createPool } from './postgres.ts';
import { checkRole, ROLES, type RoleName } from './roles.ts';
import { connectToClickHouse } from './warehouse-connection.ts';
import { migrateWarehouse } from './warehouse-migrations.ts';

// The log's reader and sequencer, due jobs, and a few who look up a key or a session.
const INSTALLATION_CONNECTIONS = 4;

/** A process's context and, at its end, the way to close all of it in the reverse order. */
export interface OpenContext {
  ctx: Context;
  /**
   * The database behind `ctx.pg` past any pooler, for what can't come from that pool: LISTEN, long
   * locks, and Agenda's own tables. Who connects by it is the tables' owner.
   */
  postgresUrl: string;
  close: () => Promise<void>;
}

/**
 * Opens what a process works with: embedded databases are claimed and started, migrations applied.
 * What was opened before a failure is closed again.
 *
 * @throws {DataFolderInUse} {EmbeddedPostgresFailed} {MigrationRefused} {RolesRefused}
 */
export async function openContext(config: Config, log: Logger): Promise<OpenContext> {
  const resources = new AsyncDisposableStack();
  try {
    const usesDataFolder = !config.postgres.url || !config.clickhouse.url;
    const dataFolder = usesDataFolder ? await openDataFolder(config.dataDir) : undefined;
    const { url, directUrl: postgresUrl } = await openPostgres(config, dataFolder, log, resources);
    await migrate(postgresUrl, log);
    const openPool = async (role: RoleName, size: number) => {
      const pool = createPool(url, size, log, role);
      resources.defer(() => pool.end());
      await checkRole(pool, role);
      return pool;
    };
    const pool = await openPool(ROLES.installation, INSTALLATION_CONNECTIONS);
    const connections = await openPool(ROLES.company, config.postgres.poolSize);
    resources.defer(watchPostgres(url, [pool, connections], log));
    const clickhouse = await openWarehouse(config, dataFolder, log);
    resources.defer(() => clickhouse.close());
    const ctx: Context = {
      config,
      dataFolder,
      pg: pool,
      db: createPrisma(pool),
      companies: new CompanyDatabases(connections),
      clickhouse,
      cache: new CompanyCache(),
      log,
      now: () => new Date(),
      eventsAppended: () => undefined,
    };
    return { ctx, postgresUrl, close: () => resources.disposeAsync() };
  } catch (error) {
    await resources.disposeAsync();
    throw error;
  }
}

interface PostgresAddress {
  url: string;
  /** See OpenContext. */
  directUrl: string;
}

async function openPostgres(
  { postgres }: Config,
  dataFolder: string | undefined,
  log: Logger,
  resources: AsyncDisposableStack,
): Promise<PostgresAddress> {
  const embedded =
    dataFolder && !postgres.url ? await startEmbeddedPostgres(dataFolder, log) : undefined;
  const url = embedded?.url ?? postgres.url!; // without a data folder both databases are servers
  const address = { url, directUrl: postgres.directUrl ?? url };
  if (dataFolder === undefined) return address;
  // Only whoever holds the folder may stop its Postgres: another process may be working on it.
  const release = await claimDataFolder(dataFolder, address.directUrl, log);
  if (embedded) resources.defer(embedded.stop);
  resources.defer(release);
  return address;
}

async function openWarehouse(
  { clickhouse: { url, ...limits } }: Config,
  dataFolder: string | undefined,
  log: Logger,
): Promise<ClickHouseClient> {
  if (url) return connectToClickHouse({ url, ...limits });
  const embedded = await openEmbeddedClickHouse(dataFolder!); // there is one where anything is embedded
  await migrateWarehouse(embedded, log);
  return embedded;
}
