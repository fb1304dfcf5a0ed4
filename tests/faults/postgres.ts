import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';

const run = promisify(execFile);

/** A Postgres to do harm to. */
export interface Postgres extends EmbeddedPostgres {
  /** Sends the signal to the server, or to all of its processes. */
  signal: (signal: NodeJS.Signals, whom: 'server' | 'all') => Promise<void>;
}

/** @param folder that of its data */
export async function startPostgres(folder: string): Promise<Postgres> {
  const postgres = await startEmbeddedPostgres(folder, createLog('silent'));
  return {
    ...postgres,
    signal: async (signal, whom) => {
      const file = await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8');
      const pid = Number.parseInt(file, 10); // its first line
      const all = whom === 'all' ? await childrenOf(pid) : [];
      for (const one of [pid, ...all]) process.kill(one, signal);
    },
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number])
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid);
}
