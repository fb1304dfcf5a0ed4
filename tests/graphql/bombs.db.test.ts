import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { createKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

// Every bomb goes off beside a client that asks one thing after another all the while.

const MB = 1024 * 1024;

const ctx = useTestContext();
let server: HttpServer;
let events: EventStream;
let headers: Record<string, string>;
let healthy: HealthyClient;

beforeAll(async () => {
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  events = await openStream(ctx.installation);
  server = await startHttpServer({ ctx: { ...ctx.installation, config }, events });
  ({ headers } = await createKey(ctx.installation, 'INTEGRATION'));
  healthy = startHealthyClient();
});
afterAll(async () => {
  await healthy.stop();
  await server.stop();
});
afterEach(() => healthy.answersOnceMore());

interface HealthyClient {
  /** Resolves after an answer to a question that is asked from now on. */
  answersOnceMore: () => Promise<void>;
  stop: () => Promise<void>;
}

function startHealthyClient(): HealthyClient {
  let answers = 0;
  let isStopped = false;
  const run = (async () => {
    while (!isStopped) {
      const { status, body } = await post('{ company { name } }');
      if (status !== 200 || 'errors' in body) throw new Error(JSON.stringify(body));
      answers += 1;
    }
  })();
  return {
    answersOnceMore: async () => {
      const before = answers;
      while (answers < before + 2) await Promise.race([nextTurn(), run]);
    },
    stop: async () => {
      isStopped = true;
      await run;
    },
  };
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

async function post(query: string, variables?: object): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

const nested = (levels: number) =>
  `{ supplier(supplierId: 1) ${'{ investigations { edges { node { supplier '.repeat(levels / 4)}{ name }${' } } } }'.repeat(levels / 4)} }`;

describe('A document that would cost too much is refused before it runs', () => {
  it.each([
    ['2,000 levels deep', nested(2_000)],
    ['20 levels deep', nested(20)],
    ['of brackets 2,000 deep', `{ a ${'{ a '.repeat(2_000)}${'} '.repeat(2_000)}}`],
    [
      'of lists 100,000 deep',
      `{ supplier(supplierId: ${'['.repeat(100_000)}${']'.repeat(100_000)}) }`,
    ],
    [
      'of 20,000 aliases',
      `{ ${Array.from({ length: 20_000 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
    ],
    [
      'of 31 aliases',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: company { name }`).join(' ')} }`,
    ],
    [
      'of a list of 2,000 numbers',
      `{ eventLog(filter: { supplierIds: [${'1 '.repeat(2_000)}] }) { endCursor } }`,
    ],
    ['that repeats a field 30,000 times', `{ ${'company { name } '.repeat(30_000)} }`],
    ['of 30,000 directives', `{ company { name ${'@include(if: true) '.repeat(30_000)} } }`],
    [
      'of fragments in a circle',
      '{ company { ...a } } fragment a on Company { ...b } fragment b on Company { ...a }',
    ],
    ['of a fragment in itself', '{ company { ...a } } fragment a on Company { name ...a }'],
    [
      'of fragments that double thirty times',
      `{ company { ...f0 } } ${Array.from({ length: 30 }, (_, i) => `fragment f${i} on Company { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f30 on Company { name }`,
    ],
    ['that is not one', '{'],
  ])('%s', async (_name, document) => {
    const { status, body } = await post(document);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(JSON.stringify(body.errors)).not.toContain('INTERNAL_SERVER_ERROR');
  });

  it.each([
    '{ queue(first: 2147483647) { edges { cursor } } }',
    '{ investigations(last: 2147483647) { edges { cursor } } }',
    '{ suppliers(first: 2147483647) { edges { cursor } } }',
    '{ anomalies(first: 2147483647) { edges { cursor } } }',
    '{ eventLog(first: 2147483647) { events { id: cursor } } }',
    '{ investigationGroups(by: [SUPPLIER], first: 2147483647) { groups { __typename } } }',
  ])('or answered with what it may have at most: %s', async (document) => {
    const { status, body } = await post(document);
    expect([200, 400]).toContain(status);
    expect(JSON.stringify(body.errors ?? [])).not.toContain('INTERNAL_SERVER_ERROR');
  });
});

describe('A body that is too large', () => {
  const SILENT_MS = 10_000; // a server that reads the body waits for its end far longer

  it('of 26 MB is refused before it is read', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined); // it is cut while we send
    const { authorization } = headers;
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
        `Authorization: ${authorization}\r\nContent-Length: ${26 * 1024 * 1024}\r\n\r\n{`,
    );
    socket.setTimeout(SILENT_MS, () => socket.destroy(new Error('It waits for the body.')));
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it.each([
    ['of a length that is told', '413', `Content-Length: ${26 * MB}`],
    ['in chunks', '411', 'Transfer-Encoding: chunked'],
  ])('of 26 MB %s is refused while all of it is sent', async (_name, status, framing) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined); // it is cut while we send
    const { authorization } = headers;
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
        `Authorization: ${authorization}\r\n${framing}\r\n\r\n`,
    );
    const part = 'x'.repeat(MB);
    const isChunked = framing.endsWith('chunked');
    for (let i = 0; i < 26; i++) {
      socket.write(isChunked ? `${MB.toString(16)}\r\n${part}\r\n` : part);
    }
    await new Promise((closed, fail) => {
      socket.once('close', closed);
      socket.setTimeout(SILENT_MS, () => fail(new Error('It waits for more of the body.')));
    });
    // TCP may drop the answer when a connection is cut, but never brings another.
    expect(['', status]).toContain(answer.split(' ')[1] ?? '');
  });

  it('in chunks of a length nobody knows is refused', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Blob(['{"query":"{ company { name } }"}']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(411);
  });
});

describe('A socket', () => {
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      { headers },
    );
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    socket.on('error', () => undefined); // it is cut while we send
    return socket;
  };
  const codeOfClose = async (socket: WebSocket) => ((await once(socket, 'close')) as [number])[0];

  it('with 20,000 subscriptions is closed, and leaves none behind', async () => {
    const before = events.subscriberCount;
    const socket = await open();
    for (let i = 0; i < 20_000; i++) {
      const payload = { query: 'subscription { events { cursor } }' };
      socket.send(JSON.stringify({ id: String(i), type: 'subscribe', payload }));
    }
    expect(await codeOfClose(socket)).toBe(4429);
    await expect.poll(() => events.subscriberCount).toBe(before);
  });

  it('that sends 90 MB in a frame is closed', async () => {
    const socket = await open();
    socket.send('x'.repeat(90_000_000));
    expect([1009, 1006]).toContain(await codeOfClose(socket));
  });
});
