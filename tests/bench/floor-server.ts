import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Batcher } from '../../server/core/batcher.ts';
import { makeFailure, type Failure } from './failures.ts';
import { statements } from './floor-statements.ts';

// What a good engineer would write by hand for these five questions and nothing else: node:http, pg,
// prepared statements, JSON.stringify. No GraphQL, no checks, no event log, no live updates.

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  options: '-c TimeZone=UTC',
  max: 10, // as the product's
});

interface QueueQuestion {
  after?: string;
  withCount?: boolean;
}

interface DayQuestion {
  /** Instants: the day's bounds, and those of each of the 14 days that end with it. */
  from: string;
  to: string;
  daily: { from: string[]; to: string[] };
}

const routes: Record<string, (body: never) => Promise<unknown>> = {
  '/log': logOne,
  '/log-batched': (failure: Failure) => batcher.add(failure),
  '/log-many': logMany,
  '/log-in-process': ({ count }: { count: number }) =>
    logMany(Array.from({ length: count }, makeOwnFailure)),
  '/queue': readQueue,
  '/dashboard': readDay,
};

async function logOne(failure: Failure) {
  const identity = identityOf(failure);
  const inserted = await pool.query({
    ...statements.insert,
    values: [randomUUID(), identity, ...valuesOf(failure)],
  });
  if (inserted.rows[0]) return { duplicate: false, investigation: inserted.rows[0] as unknown };
  const found = await pool.query({ ...statements.find, values: [identity] });
  return { duplicate: true, investigation: found.rows[0] as unknown };
}

async function logMany(failures: Failure[]) {
  const keys = failures.map((failure) => identityOf(failure).toString('hex'));
  const rows = failures.map(valuesOf);
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i])); // a batch is never empty
  const ids = failures.map(() => randomUUID());
  const fresh = await readByKey(statements.insertMany, [ids, keys, ...columns]);
  const missing = keys.filter((key) => !fresh.has(key));
  const known = missing.length > 0 ? await readByKey(statements.findMany, [missing]) : fresh;
  return keys.map((key) => ({
    duplicate: !fresh.has(key),
    investigation: fresh.get(key) ?? known.get(key),
  }));
}

async function readByKey(statement: { name: string; text: string }, values: unknown[]) {
  const { rows } = await pool.query<{ key: string }>({ ...statement, values });
  return new Map(rows.map((row) => [row.key, row]));
}

/** Of one failure that came twice in a batch, the second finds what the first wrote. */
const batcher = new Batcher<Failure, unknown>(async (failures) =>
  (await logMany(failures)).map((value) => ({ status: 'fulfilled', value })),
);

/** Unlike those that clients make, who count from one as well. */
const makeOwnFailure = () => ({ ...makeFailure(), filePath: `in_process/${randomUUID()}` });

async function readQueue({ after, withCount }: QueueQuestion) {
  const [eventAt, id] = after
    ? Buffer.from(after, 'base64url').toString().split(' ')
    : ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  const now = new Date();
  const [page, count] = await Promise.all([
    pool.query<{ id: string; event_at: Date }>({
      ...statements.page,
      values: [1, now, '-infinity', 'infinity', eventAt, id, 51],
    }),
    withCount
      ? pool.query<{ count: number }>({ ...statements.count, values: [1, now] })
      : undefined,
  ]);
  const nodes = page.rows.slice(0, 50);
  const last = nodes.at(-1);
  return {
    totalCount: count?.rows[0]?.count,
    nodes,
    hasNextPage: page.rows.length > 50,
    endCursor:
      last && Buffer.from(`${last.event_at.toISOString()} ${last.id}`).toString('base64url'),
  };
}

async function readDay({ from, to, daily }: DayQuestion) {
  const [parts, days] = await Promise.all([
    pool.query<{ error_id: number | null }>({
      ...statements.day,
      values: [1, from, to, 'Europe/Moscow'],
    }),
    pool.query({ ...statements.daily, values: [1, daily.from, daily.to] }),
  ]);
  const top = parts.rows.flatMap(({ error_id }) => error_id ?? []).slice(0, 5);
  const texts = await pool.query({ ...statements.reasonTexts, values: [1, from, to, top] });
  return { parts: parts.rows, daily: days.rows, reasons: texts.rows };
}

function identityOf({ supplierId, errorId, eventAt, filePath }: Failure): Buffer {
  const key = JSON.stringify([supplierId, errorId, eventAt, filePath]);
  return createHash('sha256').update(key).digest().subarray(0, 16);
}

function valuesOf({ eventAt, supplierId, errorId, errorText, stage, filePath }: Failure) {
  return [eventAt, supplierId, errorId, errorText, stage, filePath];
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}

const server = createServer((request, response) => {
  const route = routes[request.url ?? ''];
  if (!route) return void response.writeHead(404).end();
  readText(request)
    .then((text) => route(JSON.parse(text) as never)) // each route knows what it is sent
    .then(
      (answer) => {
        const body = JSON.stringify(answer);
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        });
        response.end(body);
      },
      (error: Error) => response.writeHead(500).end(error.stack),
    );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // it listens on TCP
  process.stdout.write(`The floor is at http://127.0.0.1:${port}\n`);
});

process.once('SIGINT', stop).once('SIGTERM', stop);

function stop(): void {
  server.close(() => void pool.end());
  server.closeAllConnections();
}
