import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Usage } from './report-usage.ts';

const ROOT = new URL('../../', import.meta.url);
const START_TIMEOUT_MS = 30_000;
// Nobody answers there, nor is asked: with both databases elsewhere the process is a server alone.
export const NO_WAREHOUSE = 'http://127.0.0.1:9';
/** What sessions and cookies would be signed with. */
export const BENCH_SECRET = 'a secret of the bench and of nobody else';

export interface BenchServer {
  url: string;
  usage: () => Promise<Usage>;
}

/** The product as `npm start` runs it, but that nobody uses up the budget of a minute. */
export function startProduct(databaseUrl: string, resources: AsyncDisposableStack) {
  return start(
    'server/main.ts',
    {
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: BENCH_SECRET,
      LIMIT_ROWS: 'ROBOT:1000000000000,ANALYST:1000000000000',
    },
    resources,
  );
}

/** The bare node:http server that does the same work (see floor-server.ts). */
export function startFloor(databaseUrl: string, resources: AsyncDisposableStack) {
  return start('tests/bench/floor-server.ts', { DATABASE_URL: databaseUrl }, resources);
}

/** What sends the same bytes to everybody and does nothing else (see broadcast-server.ts). */
export function startBroadcast(resources: AsyncDisposableStack) {
  return start('tests/bench/broadcast-server.ts', {}, resources);
}

async function start(
  file: string,
  env: NodeJS.ProcessEnv,
  resources: AsyncDisposableStack,
): Promise<BenchServer> {
  const child = fork(file, {
    cwd: ROOT,
    env: {
      ...env,
      PORT: '0',
      CLICKHOUSE_URL: NO_WAREHOUSE,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    },
    execArgv: ['--import', new URL('report-usage.ts', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  resources.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
  });
  const lines = createInterface({
    input: child.stdout!, // piped above
    signal: AbortSignal.timeout(START_TIMEOUT_MS),
  });
  for await (const line of lines) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url) return { url, usage: () => askUsage(child) };
  }
  throw new Error(`${file} did not come up.`);
}

async function askUsage(child: ReturnType<typeof fork>): Promise<Usage> {
  const answer = once(child, 'message');
  child.send('usage');
  const [usage] = (await answer) as [Usage]; // see report-usage.ts
  return usage;
}
