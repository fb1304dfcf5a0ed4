import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { defineStatement, directSettings } from '../core/postgres.ts';
import { renewEpoch } from '../events/log.ts';
import { sha256Of, type DumpedTable, type Manifest } from './manifest.ts';

const FOLDER = 'postgres';

type Dump = Pick<Manifest, 'migrations' | 'tables' | 'sequences' | 'warehouses'>;

const findTables = defineStatement<{ name: string; columns: string[] }>('backup/tables');
const findSequences = defineStatement<{ name: string; lastValue: string | null }>(
  'backup/sequences',
);
const findMigrations = defineStatement<{ name: string }>('backup/migrations');
const findWarehouses = defineStatement<{ name: string }>('backup/warehouses');

/**
 * Writes the rows of every table below `<folder>/postgres`, all as they were at one instant, while
 * others go on working. COPY's text format, because every later Postgres reads it.
 */
export async function dumpTables(url: string, folder: string): Promise<Dump> {
  await mkdir(join(folder, FOLDER));
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables: DumpedTable[] = [];
    for (const table of await findTables(client, [])) {
      tables.push(await dumpTable(client, folder, table));
    }
    const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
    return {
      tables,
      migrations: namesOf(await findMigrations(client, [])),
      // counted outside transactions: never behind the rows
      sequences: await findSequences(client, []),
      warehouses: namesOf(await findWarehouses(client, [])),
    };
  });
}

async function dumpTable(
  client: pg.Client,
  folder: string,
  { name, columns }: Pick<DumpedTable, 'name' | 'columns'>,
): Promise<DumpedTable> {
  const path = `${FOLDER}/${name}.copy.gz`;
  const rows = client.query(
    copyTo(`COPY (SELECT ${list(columns)} FROM ${pg.escapeIdentifier(name)}) TO STDOUT`),
  );
  const file = createWriteStream(join(folder, path), { mode: 0o600 });
  await pipeline(rows, createGzip({ level: 1 }), file);
  return { name, columns, rows: rows.rowCount, path, sha256: await sha256Of(join(folder, path)) };
}

/**
 * Puts the rows in place of those that are there. The database has the same migrations as the one they
 * are from, and nobody works on it. Of what happened after they were written nobody knows here: cursors
 * from before are of another log.
 */
export async function loadTables(
  url: string,
  folder: string,
  { tables, sequences }: Pick<Manifest, 'tables' | 'sequences'>,
): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    // Neither triggers nor foreign keys look at rows that were right where they come from.
    await client.query(`SET LOCAL session_replication_role = 'replica'`);
    await client.query(`TRUNCATE ${list(tables.map(({ name }) => name))}`);
    for (const { name, columns, path } of tables) {
      const copy = client.query(
        copyFrom(`COPY ${pg.escapeIdentifier(name)} (${list(columns)}) FROM STDIN`),
      );
      await pipeline(createReadStream(join(folder, path)), createGunzip(), copy);
    }
    for (const { name, lastValue } of sequences) {
      if (lastValue === null) continue;
      await client.query('SELECT setval($1::regclass, $2)', [pg.escapeIdentifier(name), lastValue]);
    }
    await renewEpoch(client);
    await client.query('COMMIT');
  });
}

function list(names: readonly string[]): string {
  return names.map((name) => pg.escapeIdentifier(name)).join(', ');
}

/** On a connection that may take as long as it takes. */
async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...directSettings(url),
    statement_timeout: 0,
    query_timeout: 0,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
