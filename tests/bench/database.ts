import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';

/** The day of fill.sql that is "yesterday" here, and how many of its failures are open. */
export const DAY = '2026-11-20';
export const FAILURES_OF_DAY = 20_000;
export const OPEN_OF_DAY = 15_000;

const FILL = readFileSync(new URL('fill.sql', import.meta.url), 'utf8');

/** A database of the product with a million investigations (see fill.sql). */
export async function createFilledDatabase(resources: AsyncDisposableStack): Promise<string> {
  const url = await createEmptyDatabase(resources);
  await fill(url);
  return url;
}

/**
 * The embedded Postgres, as the product runs it, in a temporary folder. `resources` stops it and
 * removes the folder.
 */
export async function createEmptyDatabase(resources: AsyncDisposableStack): Promise<string> {
  const log = createLog('error');
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-bench-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder, log);
  resources.defer(postgres.stop);
  await migrate(postgres.url, log);
  return postgres.url;
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '256MB'");
    const createIndexes = await dropIndexes(client);
    await client.query(FILL);
    await client.query(createIndexes);
    // What a server's autovacuum has long done; index-only scans need it.
    await client.query('VACUUM (ANALYZE, FREEZE) supplier, investigation');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** Built at the end, the indexes take half the time. @returns what makes them again */
async function dropIndexes(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'investigation' AND indexdef LIKE 'CREATE INDEX%'",
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX "${indexname}"`);
  return rows.map(({ indexdef }) => indexdef).join(';\n');
}
