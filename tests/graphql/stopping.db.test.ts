import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readConfig } from '../../server/core/config.ts';
import { Abandoned, stoppable } from '../../server/core/stoppable.ts';
import { connectToClickHouse } from '../../server/core/warehouse-connection.ts';
import { errorDictionary } from '../../server/robots/queries.ts';
import { useServer } from '../accounts/server.ts';
import { failure } from '../investigations/make.ts';
import { createKey, type TestKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

// Statements wait here for a table that a test has locked, as long as the test likes.

const QUEUE = '{ queue { totalCount } }';
const DASHBOARD = '{ dashboard { failures } }';
const LOG = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) { __typename } }`;
const SOON = { timeout: 10_000 };

const ctx = useTestContext();
const server = useServer(ctx);
let analyst: TestKey;
let robot: TestKey;
let unlock: () => Promise<void>;

beforeAll(async () => {
  analyst = await createKey(ctx.installation, 'ANALYST');
  robot = await createKey(ctx.installation, 'ROBOT');
});
beforeEach(async () => {
  ctx.installation.cache.clear(); // what is kept waits for no table
  unlock = await lockInvestigations();
});
afterEach(() => unlock());

/** Keeps everybody from the table until what it returns is called, as often as one likes. */
async function lockInvestigations(): Promise<() => Promise<void>> {
  const client = await ctx.owner.connect();
  await client.query('BEGIN; LOCK TABLE investigation IN ACCESS EXCLUSIVE MODE');
  let isLocked = true;
  return async () => {
    if (isLocked) await client.query('ROLLBACK').finally(() => client.release());
    isLocked = false;
  };
}

/** How many statements wait for the table. */
async function waiting(): Promise<number> {
  const { rows } = await ctx.owner.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.count;
}

const ask = (query: string, { headers }: TestKey, signal?: AbortSignal, variables?: object) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: signal ?? null,
  });

async function openSocket(): Promise<WebSocket> {
  const address = `${server.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, 'graphql-transport-ws', { headers: analyst.headers });
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return socket;
}

describe('A query whose client goes away stops working in Postgres', () => {
  it.each([
    ['over HTTP', {}],
    ['as a stream of events', { accept: 'text/event-stream' }],
  ])('%s', async (_, headers) => {
    const client = new AbortController();
    const answer = ask(
      QUEUE,
      { ...analyst, headers: { ...analyst.headers, ...headers } },
      client.signal,
    );
    await expect.poll(waiting, SOON).toBe(1);
    client.abort();
    await answer.then((response) => response.text()).catch(() => undefined);
    await expect.poll(waiting, SOON).toBe(0);
  });

  it.each([
    [
      'when it completes the operation',
      (socket: WebSocket) => socket.send('{"id":"1","type":"complete"}'),
    ],
    ['when it closes the socket', (socket: WebSocket) => socket.close()],
  ])('over WebSocket, %s', async (_, leave) => {
    const socket = await openSocket();
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUEUE } }));
    await expect.poll(waiting, SOON).toBe(1);
    leave(socket);
    await expect.poll(waiting, SOON).toBe(0);
    socket.close();
  });

  it('but not while somebody else waits for the same answer', async () => {
    const client = new AbortController();
    const abandoned = ask(DASHBOARD, analyst, client.signal).catch(() => undefined);
    await expect.poll(waiting, SOON).toBe(1);
    const answer = ask(`${DASHBOARD} ${QUEUE}`.replace('} {', ''), analyst);
    await expect.poll(waiting, SOON).toBe(2); // and one is the other question's
    client.abort();
    await abandoned;
    await ask('{ company { name } }', analyst); // by then the server has heard of it
    await unlock();
    expect(await (await answer).json()).toMatchObject({
      data: { dashboard: { failures: 0 }, queue: { totalCount: 0 } },
    });
  });

  it('and leaves nothing behind for the next one', async () => {
    for (let i = 0; i < 20; i++) {
      const client = new AbortController();
      const answer = ask(QUEUE, analyst, client.signal).catch(() => undefined);
      await expect.poll(waiting, { ...SOON, interval: 5 }).toBe(1);
      client.abort();
      await answer;
    }
    await unlock();
    for (let i = 0; i < 20; i++) {
      expect(await (await ask(QUEUE, analyst)).json()).toMatchObject({ data: {} });
    }
  });
});

it('A query that takes too long is stopped and told so', async () => {
  const { limits } = ctx.installation.config;
  const { seconds } = limits;
  limits.seconds = 0.2;
  const answer = (await (await ask(QUEUE, analyst)).json()) as object;
  limits.seconds = seconds;
  expect(answer).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
  await expect.poll(waiting, SOON).toBe(0);
});

it('A change whose client goes away is made whole', async () => {
  const client = new AbortController();
  const input = failure();
  const answer = ask(LOG, robot, client.signal, { input });
  await expect.poll(waiting, SOON).toBe(1);
  client.abort();
  await answer.catch(() => undefined);
  await unlock();
  const recorded = async () => {
    const { rows } = await ctx.owner.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM investigation)::int AS investigations,
              (SELECT count(*) FROM event WHERE kind = 'investigation.opened')::int AS events`,
    );
    return rows[0];
  };
  await expect.poll(recorded, SOON).toEqual({ investigations: 1, events: 1 });
});

describe('A question to a ClickHouse server', () => {
  // No such server runs here; this one says what it was asked and never answers.
  const asked: IncomingMessage[] = [];
  const closed: IncomingMessage[] = [];

  const listen = async (readonly: string) => {
    const standIn = createServer((request, response) => {
      if (request.url === '/ping') return void response.end('Ok.\n');
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        if (text.includes('getSetting')) return void response.end(`{"readonly":"${readonly}"}\n`);
        asked.push(request);
        response.once('close', () => closed.push(request));
      });
    });
    await once(standIn.listen(0, '127.0.0.1'), 'listening');
    const { port } = standIn.address() as AddressInfo;
    const clickhouse = connectToClickHouse({
      ...readConfig({}).clickhouse,
      url: `http://127.0.0.1:${port}`,
    });
    return { clickhouse, close: () => clickhouse.close().finally(() => standIn.close()) };
  };

  it.each([
    ['where settings are ours to change', '0', ['1', '120']],
    ['where they are not', '1', [null, null]],
  ])('is let go when nobody waits for it, %s', async (_, readonly, settings) => {
    asked.length = closed.length = 0;
    const { clickhouse, close } = await listen(readonly);
    const gone = new AbortController();
    const answer = stoppable(gone.signal, () =>
      errorDictionary(clickhouse, { database: 'default' }),
    );
    await expect.poll(() => asked.length, SOON).toBe(1);
    const { searchParams } = new URL(asked[0]!.url!, 'http://localhost');
    expect([
      searchParams.get('cancel_http_readonly_queries_on_client_close'),
      searchParams.get('max_execution_time'),
    ]).toEqual(settings);
    gone.abort(new Abandoned());
    await expect(answer).rejects.toThrow(Abandoned);
    await expect.poll(() => closed.length, SOON).toBe(1);
    await close();
  });
});
