import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createPrisma } from '../../server/core/db.ts';
import { embeddedPostgresUrl } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import {
  createKey,
  createPerson,
  isReport,
  TEST_SECRET,
  useHeaders,
  type TestKey,
  type TestPerson,
} from './accounts.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const COMPILED = join(ROOT, 'node_modules/.cache/node'); // a program starts in half the time
const START_TIMEOUT_MS = 300_000; // with the sample, on a machine that has much else to do

/** Any of the product's programs, as npm would run it. */
export interface Program {
  child: ChildProcess;
  /** All it has printed so far, stdout and stderr. */
  output: () => string;
  /** Its exit code; null when a signal ended it. */
  exited: Promise<number | null>;
}

export function startProgram(file: string, args: string[], env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return {
    child,
    output: () => output,
    exited: once(child, 'exit').then(([code]: (number | null)[]) => code ?? null),
  };
}

export interface ServerProcess extends Program {
  url: string;
  /** Its Postgres, as the tables' owner. */
  databaseUrl: string;
  /** The key of a robot. */
  key: TestKey;
  /** Somebody who may do whatever people may, signed in. */
  admin: TestPerson;
  /** Runs a document over HTTP as who may, robot or admin, and returns `data`; throws on errors. */
  query: <T>(document: string, variables?: object) => Promise<T>;
  /** Sends the signal and waits for the end. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `npm start`'s program on any free port and waits until it listens. */
export async function startServer(
  env: NodeJS.ProcessEnv,
  args: string[] = ['--empty'],
): Promise<ServerProcess> {
  const program = startProgram('server/main.ts', args, {
    PORT: '0',
    LOG_LEVEL: 'warn',
    AUTH_SECRET: TEST_SECRET,
    ...env,
  });
  const url = await firstMatch(program, /^Pricelens is at (\S+)$/).catch((error: unknown) => {
    program.child.kill();
    throw error;
  });
  const databaseUrl = databaseOf(env);
  const accounts = await makeAccounts(databaseUrl);
  useHeaders(url, accounts.admin.headers);
  return {
    ...program,
    url,
    databaseUrl,
    ...accounts,
    query: (document, variables) =>
      post(url, isReport(document) ? accounts.key : accounts.admin, document, variables),
    stop: (signal = 'SIGTERM') => {
      program.child.kill(signal);
      return program.exited;
    },
  };
}

function databaseOf({ DATABASE_URL, DATA_DIR }: NodeJS.ProcessEnv): string {
  return DATABASE_URL ?? embeddedPostgresUrl(DATA_DIR!); // tests name the one or the other
}

/** In the server's database, beside it: what it knows them by is there. */
async function makeAccounts(databaseUrl: string): Promise<{ key: TestKey; admin: TestPerson }> {
  const pool = createPool(databaseUrl, 1, createLog('silent'));
  try {
    const db = createPrisma(pool);
    return { key: await createKey({ db }, 'ROBOT'), admin: await createPerson({ db }, 'ADMIN') };
  } finally {
    await pool.end();
  }
}

async function firstMatch(program: Program, pattern: RegExp): Promise<string> {
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const lines = createInterface({ input: program.child.stdout!, signal }); // piped above
  for await (const line of lines) {
    const match = pattern.exec(line);
    if (!match) continue;
    program.child.stdout!.resume(); // the end of reading lines pauses it, and a full pipe its writer
    return match[1]!; // the pattern has one group
  }
  throw new Error(`The program did not come up:\n${program.output()}`);
}

async function post<T>(
  url: string,
  { headers }: TestPerson | TestKey,
  query: string,
  variables?: object,
): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** A temporary data folder and the way to remove it. */
export async function createDataFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-e2e-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
