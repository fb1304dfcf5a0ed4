import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openEmbeddedClickHouse } from '../core/embedded-clickhouse.ts';
import { startEmbeddedPostgres } from '../core/embedded-postgres.ts';
import type { Logger } from '../core/log.ts';
import { migrate, MigrationRefused, readMigrations } from '../core/migrations.ts';
import { readWarehouseMigrations } from '../core/warehouse-migrations.ts';
import { copyBeside, PlaceTaken } from './back-up.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { loadTables } from './postgres-tables.ts';
import { attachParts } from './warehouse-parts.ts';

/**
 * Makes a data folder of a backup, also of one that an older version wrote: its tables are made as they
 * were, filled, and brought up to date as at any start. Cursors from before answer CURSOR_RESET.
 *
 * The data folder is there once it is whole; until then its beginnings are beside it.
 *
 * @param target a folder that is empty or not there
 * @throws {NotABackup} {PlaceTaken} {MigrationRefused} of a backup that a newer version wrote
 */
export async function restore(source: string, target: string, log: Logger): Promise<Manifest> {
  const folder = resolve(source);
  const dataFolder = resolve(target);
  const manifest = await readManifest(folder);
  checkMigrations(manifest);
  if (!(await isFree(dataFolder))) throw new PlaceTaken(dataFolder);
  const draft = `${dataFolder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(dataFolder), { recursive: true });
  await mkdir(draft, { mode: 0o711 });
  try {
    await restorePostgres(folder, manifest, draft, log);
    await restoreWarehouse(folder, manifest, draft, log);
    await copyBeside(folder, draft);
    await rmdir(dataFolder).catch(() => undefined); // which is empty
    await rename(draft, dataFolder);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @throws {MigrationRefused} */
function checkMigrations({ migrations, warehouseMigrations }: Manifest): void {
  const known = new Set(
    [...readMigrations(), ...readWarehouseMigrations()].map((migration) => migration.name),
  );
  const unknown = [...migrations, ...warehouseMigrations].find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new MigrationRefused(
    `The backup has migration ${unknown}, which this version does not know: it is newer. ` +
      `Restore it with the version that made it.`,
  );
}

async function isFree(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.length === 0;
}

async function restorePostgres(
  folder: string,
  manifest: Manifest,
  draft: string,
  log: Logger,
): Promise<void> {
  const postgres = await startEmbeddedPostgres(draft, log);
  try {
    const asItWas = readMigrations().filter(({ name }) => manifest.migrations.includes(name));
    await migrate(postgres.url, log, asItWas);
    await loadTables(postgres.url, folder, manifest);
    await migrate(postgres.url, log);
  } finally {
    await postgres.stop();
  }
}

async function restoreWarehouse(
  folder: string,
  manifest: Manifest,
  draft: string,
  log: Logger,
): Promise<void> {
  const clickhouse = await openEmbeddedClickHouse(draft);
  try {
    await attachParts(clickhouse, join(draft, 'clickhouse'), folder, manifest, log);
  } finally {
    await clickhouse.close();
  }
}
