import type pg from 'pg';
import type { Logger } from './log.ts';
import { createPool } from './postgres.ts';
import { Pulse } from './pulse.ts';

const SILENT_CONNECT_TIMEOUT_MS = 500;

/**
 * Cuts every connection of the pools when Postgres falls silent: whoever waits for it has an error within
 * seconds, rather than after the longest time that a statement may take. Until it answers again nobody
 * waits long for a new one either: many who ask have waited for others' statements by then.
 *
 * @returns the way to stop
 */
export function watchPostgres(
  url: string,
  pools: readonly pg.Pool[],
  log: Logger,
): () => Promise<void> {
  const own = createPool(url, 1, log); // which no work can keep
  const connections = new Set<pg.PoolClient>();
  for (const pool of [own, ...pools]) {
    pool.on('connect', (connection) => connections.add(connection));
    pool.on('remove', (connection) => connections.delete(connection));
  }
  const usual = own.options.connectionTimeoutMillis;
  const wait = (ms: number | undefined) => {
    for (const pool of pools) pool.options.connectionTimeoutMillis = ms;
  };
  const pulse = new Pulse(
    () => own.query('SELECT 1').then(() => wait(usual)),
    () => {
      wait(SILENT_CONNECT_TIMEOUT_MS);
      log.error({ connections: connections.size }, 'Postgres fell silent; its connections are cut');
      for (const connection of connections) cut(connection);
    },
  );
  pulse.start();
  return () => {
    pulse.stop();
    return own.end();
  };
}

/** Not end(), which waits for what was asked before. */
function cut(connection: pg.PoolClient): void {
  const { stream } = (connection as unknown as { connection: pg.Connection }).connection; // a pg.Client has one
  stream.destroy();
}
