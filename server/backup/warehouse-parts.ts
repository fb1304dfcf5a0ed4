import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineQuery, type ClickHouseClient } from '../core/clickhouse.ts';
import type { Logger } from '../core/log.ts';
import { migrateWarehouse, readWarehouseMigrations } from '../core/warehouse-migrations.ts';
import type { Manifest, Part } from './manifest.ts';

const FOLDER = 'warehouse';

const findTables = defineQuery('backup/warehouse-tables', {
  params: z.object({ databases: z.array(z.string()) }),
  row: z.object({ database: z.string(), table: z.string(), uuid: z.uuid() }),
});

/** A table whose rows of a moment are kept below `shadow/<name>` of ClickHouse's folder. */
export type FrozenTable = Awaited<ReturnType<typeof findTables>>[number];

/**
 * Keeps every table's rows of this moment aside, by hard links: it takes no time and no room, and nobody
 * has to wait. Who asked for it removes `shadow/<name>`.
 *
 * @param name what nobody else has frozen under
 */
export async function freezeTables(
  clickhouse: ClickHouseClient,
  databases: readonly string[],
  name: string,
): Promise<FrozenTable[]> {
  const tables = await findTables(clickhouse, { databases: [...databases] });
  for (const { database, table } of tables) {
    await clickhouse.command({
      query: `ALTER TABLE {database:Identifier}.{table:Identifier} FREEZE WITH NAME ${literal(name)}`,
      query_params: { database, table },
    });
  }
  return tables;
}

/** Copies what is frozen to `<folder>/warehouse/<database>/<table>/<part>`, and lets it go. */
export async function copyFrozen(
  clickhouseFolder: string,
  name: string,
  tables: readonly FrozenTable[],
  folder: string,
): Promise<Part[]> {
  const shadow = join(clickhouseFolder, 'shadow', name);
  const parts: Part[] = [];
  for (const { database, table, uuid } of tables) {
    const from = join(shadow, 'store', placeOf(uuid));
    for (const part of await foldersIn(from)) {
      await cp(join(from, part), join(folder, FOLDER, database, table, part), { recursive: true });
      parts.push({ database, table, name: part });
    }
  }
  await rm(shadow, { recursive: true, force: true });
  return parts;
}

/** Makes the tables as they were, and puts the copied rows into them. */
export async function attachParts(
  clickhouse: ClickHouseClient,
  clickhouseFolder: string,
  folder: string,
  { warehouses, warehouseMigrations, parts }: Manifest,
  log: Logger,
): Promise<void> {
  const migrations = readWarehouseMigrations().filter(({ name }) =>
    warehouseMigrations.includes(name),
  );
  for (const database of warehouses) {
    await migrateWarehouse(clickhouse, log, { database, migrations });
  }
  const tables = await findTables(clickhouse, { databases: [...warehouses] });
  for (const { database, table, uuid } of tables) {
    const detached = join(clickhouseFolder, 'store', placeOf(uuid), 'detached');
    await mkdir(detached, { recursive: true });
    for (const part of parts) {
      if (part.database !== database || part.table !== table) continue;
      const from = join(folder, FOLDER, database, table, part.name);
      await cp(from, join(detached, part.name), { recursive: true });
      await clickhouse.command({
        query: `ALTER TABLE {database:Identifier}.{table:Identifier} ATTACH PART ${literal(part.name)}`,
        query_params: { database, table },
      });
    }
  }
}

/** Where ClickHouse takes no parameter: of letters and digits, there is nothing to escape. */
function literal(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`no plain name: ${name}`);
  return `'${name}'`;
}

/** Where ClickHouse keeps a table, below `store`. */
function placeOf(uuid: string): string {
  return join(uuid.slice(0, 3), uuid);
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []; // a table without rows
      throw error;
    },
  );
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
