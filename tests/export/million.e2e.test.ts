import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import {
  createDataFolder,
  startProgram,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { copyTo, fillInvestigations, post } from './exports.ts';
import { DOCUMENT, QUESTION } from './question.ts';

// EXPORT_ROWS=1000000 is what the product promises
const ROWS = Number(process.env['EXPORT_ROWS'] ?? 20_000);
const MAX_GROWTH_MIB = 150;
const WARM_UP_ROWS = 5_000;
const SUPPLIERS = 2_500;
const FILLED_AT_ONCE = 100_000;

const ctx = useTestContext();

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

interface Taken {
  rows: number;
  firstByteMs: number;
  hash: string;
}

/** What a process has in memory; undefined where the system does not tell. */
function memoryMib({ child }: ServerProcess): number | undefined {
  const file = `/proc/${child.pid}/status`;
  if (!existsSync(file)) return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))![1]) / 1024; // in KiB there
}

async function take(
  { url }: ServerProcess,
  headers: Record<string, string>,
  request: { query: string; variables?: object },
): Promise<Taken> {
  const begun = performance.now();
  const answer = await post(url, JSON.stringify(request), { accept: 'text/csv', ...headers });
  const hash = createHash('sha256');
  let firstByteMs = 0;
  answer.on('data', (chunk: Buffer) => {
    firstByteMs ||= performance.now() - begun;
    hash.update(chunk);
  });
  await finished(answer);
  expect([answer.statusCode, answer.complete]).toEqual([200, true]);
  const rows = Number(answer.trailers['x-pricelens-rows']);
  return { rows, firstByteMs, hash: hash.digest('hex') };
}

/** Takes a list of a server that has shown a part of it before, and what that adds to its memory. */
async function measure(
  server: ServerProcess,
  headers: Record<string, string>,
  query: string,
): Promise<Taken> {
  await take(server, headers, { query, variables: { first: WARM_UP_ROWS } });
  const idle = memoryMib(server);
  let most = idle ?? 0;
  const sampling = setInterval(() => (most = Math.max(most, memoryMib(server) ?? 0)), 50);
  const taken = await take(server, headers, { query }).finally(() => clearInterval(sampling));
  if (idle !== undefined) expect(most - idle).toBeLessThan(MAX_GROWTH_MIB);
  const { rows, firstByteMs } = taken;
  const told = [`first byte after ${Math.round(firstByteMs)} ms`];
  if (idle !== undefined) told.push(`${Math.round(most - idle)} MiB above idle`);
  process.stdout.write(`An export of ${rows} rows: ${told.join(', ')}\n`);
  return taken;
}

async function startHere(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const server = await startServer(env);
  onTestFinished(async () => void (await server.stop()));
  return server;
}

describe(`A list of ${ROWS} rows, exported by a server of its own`, () => {
  let folder: string;
  beforeAll(async () => {
    const data = await createDataFolder();
    folder = data.folder;
    return data.remove;
  });

  it('from Postgres is what COPY writes, in little more memory than when idle', async () => {
    // so many at a time that each statement ends within its limit
    for (let from = 0; from < ROWS; from += FILLED_AT_ONCE) {
      await fillInvestigations(ctx, { from, rows: Math.min(FILLED_AT_ONCE, ROWS - from) });
    }
    const server = await startHere({ DATABASE_URL: ctx.postgresUrl, DATA_DIR: folder });
    const { headers } = await createKey(ctx.installation, 'ANALYST');
    const { rows, hash } = await measure(server, headers, DOCUMENT);
    const copied = createHash('sha256');
    await copyTo(ctx, QUESTION, (part) => copied.update(part));
    expect([rows, hash]).toEqual([ROWS, copied.digest('hex')]);
  }, 900_000);

  it('from the embedded warehouse is whole, in little more memory than when idle', async () => {
    const file = join(folder, 'deliveries.csv');
    const known = deliveries();
    const lines = known.map(([supplier, day]) => `${day},${supplier}\n`);
    await writeFile(file, `dateupd,supid\n${lines.join('')}`);
    const env = { DATABASE_URL: ctx.postgresUrl, DATA_DIR: folder };
    const load = ['--success', file];
    const loading = startProgram('server/warehouse/import-command.ts', load, env);
    expect([await loading.exited, loading.output()]).toEqual([0, expect.any(String)]);
    const server = await startHere(env);
    const { headers } = await createKey(ctx.installation, 'ANALYST');
    const query = `query ($first: Int) {
      deliveries(first: $first, orderBy: { field: SUPPLIER_ID }) { edges { node { supplierId date rows } } } }`;
    const { rows, hash } = await measure(server, headers, query);
    const expected = known.map(([supplier, day]) => `${supplier},${day},1\n`);
    expect([rows, hash]).toEqual([ROWS, hashOf(`supplierId,date,rows\n${expected.join('')}`)]);
  }, 900_000);
});

/** Each supplier and day on which something came from it, in the order of the export. */
function deliveries(): string[][] {
  const days = Math.ceil(ROWS / SUPPLIERS);
  return Array.from({ length: ROWS }, (_, i) => {
    const day = new Date(Date.UTC(2025, 0, 1 + (i % days))).toISOString().slice(0, 10);
    return [String(1 + Math.floor(i / days)), day];
  });
}
