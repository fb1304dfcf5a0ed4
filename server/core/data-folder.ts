import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import pg from 'pg';
import type { Logger } from './log.ts';
import { directSettings } from './postgres.ts';

const APPLICATION = 'pricelens data folder, pid ';

/** Another process works on this data folder; the embedded databases allow one. */
export class DataFolderInUse extends Error {
  constructor(folder: string, pid: string) {
    super(
      `Pricelens is already running on ${folder} (process ${pid}). ` +
        'Stop it first, or set DATA_DIR to another folder.',
    );
  }
}

/** The folder's absolute path; made if it is not there. */
export async function openDataFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  return folder;
}

/**
 * Claims the data folder for this process until it ends, however it ends: the claim is an advisory
 * lock of a connection, which Postgres drops with the connection. A pid file would have to be told
 * from a stale one.
 *
 * @returns the release
 * @throws {DataFolderInUse}
 */
export async function claimDataFolder(
  folder: string,
  postgresUrl: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const client = new pg.Client({
    ...directSettings(postgresUrl),
    application_name: `${APPLICATION}${process.pid}`,
    keepAlive: true,
  });
  client.on('error', (error) =>
    log.error({ err: error, folder }, 'lost the claim on the data folder'),
  );
  await client.connect();
  const { rows } = await client.query<{ claimed: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS claimed',
    [lockKey(folder)],
  );
  if (rows[0]?.claimed) return () => client.end();
  const pid = await holder(client, folder);
  await client.end();
  throw new DataFolderInUse(folder, pid);
}

async function holder(client: pg.Client, folder: string): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(
    `SELECT activity.application_name
     FROM pg_locks AS lock
     JOIN pg_stat_activity AS activity USING (pid)
     WHERE lock.locktype = 'advisory'
       AND lock.granted
       AND lock.objsubid = 1
       AND (lock.classid::bigint << 32 | lock.objid::bigint) = $1::bigint`,
    [lockKey(folder)],
  );
  return rows[0]?.application_name.replace(APPLICATION, '') ?? 'unknown';
}

/** The host is part of the key: with a Postgres server, two machines may each have such a folder. */
function lockKey(folder: string): string {
  const digest = createHash('sha256').update(`data-folder ${hostname()} ${folder}`).digest();
  return digest.readBigInt64BE().toString();
}
