import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLScalarType } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { decodeCursor, encodeCursor } from '../../server/events/cursor.ts';
import { LiveResultsFactory } from '../../server/graphql/live-results.ts';
import { schema } from '../../server/graphql/schema.ts';
import { createCompany, createKey, headersFor } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import {
  entitiesOf,
  FOLLOW,
  openEventStream,
  RawSocket,
  readEventStream,
  webSocketUrl,
  type Result,
} from './clients.ts';
import { startDoors, type Doors } from './doors.ts';
import { append, event, eventsOf, payloadOf, range } from './make.ts';

const ctx = useTestContext();
let doors: Doors;
let begin: string;

beforeEach(async () => {
  await emptyDatabase(ctx);
  doors = await startDoors(ctx);
  begin = encodeCursor(doors.events.position);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await doors.stop();
});

async function happen(
  ...events: Parameters<typeof append> extends [unknown, ...infer E] ? E : never
) {
  await append(ctx, ...events);
  ctx.eventsAppended();
}

/** The results that come over SSE until there are `count`, or an error among them, or the end. */
async function takeResults(source: AsyncIterable<{ event: string; data: string }>, count: number) {
  const results: Result[] = [];
  for await (const { event: type, data } of source) {
    if (type === 'complete') break;
    results.push(JSON.parse(data) as Result);
    if (results.length === count) break;
  }
  return results;
}

const get = (query: object, init: RequestInit = {}) =>
  fetch(`${doors.url}/graphql?${new URLSearchParams(query as Record<string, string>)}`, {
    ...init,
    headers: { accept: 'text/event-stream', ...headersFor(doors.url), ...init.headers },
  });

const bodyOf = ({ body }: Response) => Readable.fromWeb(body as never); // a web stream of either kind

describe('over graphql-ws', () => {
  it('events follow a cursor from the log into the present', async () => {
    await happen(...eventsOf(0, 3));
    const client = createClient({ url: webSocketUrl(doors.url), webSocketImpl: WebSocket });
    const results = client.iterate<NonNullable<Result['data']>>({
      query: FOLLOW,
      variables: { after: begin },
    });
    const seen: Result[] = [];
    for await (const result of results) {
      seen.push(result as Result);
      if (seen.length === 3) await happen(...eventsOf(3, 6));
      if (seen.length === 6) break;
    }
    expect(entitiesOf(seen)).toEqual(range(0, 6));
    expect(decodeCursor(seen[5]!.data!.events.cursor)).toEqual(doors.events.position);
    await client.dispose();
  });

  it.each([
    ['from another log', encodeCursor({ epoch: '0'.repeat(16), seq: 1n }), 'CURSOR_RESET'],
    ['that is none', 'x', 'INVALID_CURSOR'],
  ])('a cursor %s ends it with an error message that has a code', async (_, after, code) => {
    const client = await new RawSocket(doors.url).init();
    client.subscribe('1', { after });
    const { payload } = await client.until(({ type }) => type === 'error');
    expect(payload).toMatchObject([{ extensions: { code } }]);
    client.socket.close();
  });

  it('a reader that fell behind is told SLOW_CONSUMER with the cursor to go on from', async () => {
    const client = await new RawSocket(doors.url).init();
    client.subscribe('1', { after: begin });
    await expect.poll(() => doors.events.subscriberCount).toBe(1);
    client.socket.pause();
    await happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
    await expect.poll(() => doors.events.subscriberCount, { timeout: 10_000 }).toBe(0);
    client.socket.resume();
    const { payload } = await client.until(({ type }) => type === 'error');
    expect(payload).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER' } }]);
    const [{ extensions }] = payload as [{ extensions: { cursor: string } }];
    client.subscribe('2', { after: extensions.cursor });
    await expect
      .poll(() => client.resultsOf('1').length + client.resultsOf('2').length, { timeout: 20_000 })
      .toBe(400);
    expect(entitiesOf([...client.resultsOf('1'), ...client.resultsOf('2')])).toEqual(range(0, 400));
    client.socket.close();
  });

  it('a page of another site gets no connection', async () => {
    const foreign = new RawSocket(doors.url, { origin: 'http://evil.example' });
    await foreign.closed;
    expect(foreign.messages).toEqual([]);
    const own = await new RawSocket(doors.url, { origin: doors.url }).init();
    own.socket.close();
  });

  it('one that breaks off while it is refused does no harm', async () => {
    const upgrade =
      'GET /graphql HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\n' +
      'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
    const { hostname, port } = new URL(doors.url);
    for (let i = 0; i < 50; i++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(upgrade);
      if (i % 2) await sleep(2);
      socket.resetAndDestroy();
    }
    await sleep(50);
    expect((await fetch(`${doors.url}/health`)).status).toBe(200);
  });

  it('a socket runs 50 operations at a time, and any number one after another', async () => {
    const client = await new RawSocket(doors.url).init();
    for (let i = 0; i < 60; i++) {
      client.subscribe(`bad ${i}`, {}, '{ nothing }');
      client.subscribe(`asked ${i}`, {}, '{ eventCursor }');
      await client.until(({ id, type }) => id === `asked ${i}` && type === 'complete');
      await client.until(({ id, type }) => id === `bad ${i}` && type === 'error');
      client.subscribe(`ended ${i}`);
      client.send({ id: `ended ${i}`, type: 'complete' });
    }
    for (let i = 0; i < 50; i++) client.subscribe(String(i), { after: begin });
    await expect.poll(() => doors.events.subscriberCount).toBe(50);
    await happen(event('a'));
    await client.until(({ id, type }) => id === '49' && type === 'next');
    expect(client.socket.readyState).toBe(WebSocket.OPEN);

    client.subscribe('one more');
    expect(await client.closed).toBe(4429);
    await expect.poll(() => doors.events.subscriberCount).toBe(0);
  });
});

describe('over server-sent events', () => {
  it('events follow a cursor from the log into the present', async () => {
    await happen(...eventsOf(0, 3));
    const response = await openEventStream(doors.url, { after: begin });
    expect(response.headers['content-type']).toBe('text/event-stream');
    const source = readEventStream(response);
    const seen = entitiesOf([JSON.parse((await source.next()).value!.data) as Result]);
    await happen(...eventsOf(3, 6));
    seen.push(...entitiesOf(await takeResults(source, 5)));
    expect(seen).toEqual(range(0, 6));
  });

  it('what curl -N asks by GET is answered in the format of graphql-sse', async () => {
    const response = await get({ query: '{ eventCursor }' });
    expect(await response.text()).toBe(
      `event: next\ndata: {"data":{"eventCursor":"${begin}"}}\n\nevent: complete\ndata:\n\n`,
    );
    await happen(event('a'), event('b'));
    const variables = JSON.stringify({ after: begin });
    const stream = await get({ query: FOLLOW, variables, operationName: 'Follow' });
    const source = readEventStream(bodyOf(stream));
    expect(entitiesOf(await takeResults(source, 2))).toEqual(['a', 'b']);
  });

  it.each([
    ['from another log', encodeCursor({ epoch: '0'.repeat(16), seq: 1n }), 'CURSOR_RESET'],
    ['that is none', 'x', 'INVALID_CURSOR'],
  ])('a cursor %s ends it with an error that has a code', async (_, after, code) => {
    const source = readEventStream(await openEventStream(doors.url, { after }));
    const { value: first } = await source.next();
    expect(first!.event).toBe('next');
    expect(JSON.parse(first!.data)).toMatchObject({ errors: [{ extensions: { code } }] });
    expect((await source.next()).value).toEqual({ event: 'complete', data: '' });
    expect((await source.next()).done).toBe(true);
  });

  it('a reader that fell behind is told SLOW_CONSUMER with the cursor to go on from', async () => {
    const response = await openEventStream(doors.url, { after: begin });
    await expect.poll(() => doors.events.subscriberCount).toBe(1);
    await happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
    await expect.poll(() => doors.events.subscriberCount, { timeout: 10_000 }).toBe(0);
    const seen = await takeResults(readEventStream(response), Infinity);
    const { errors } = seen.pop()!;
    expect(errors).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER' } }]);
    const after = errors![0]!.extensions['cursor'];
    const rest = readEventStream(await openEventStream(doors.url, { after }));
    seen.push(...(await takeResults(rest, 400 - seen.length)));
    expect(entitiesOf(seen)).toEqual(range(0, 400));
  });

  it('a reader that stops and goes on many times leaves one listener, not one a stop', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const response = await openEventStream(doors.url, { after: begin });
    await happen(...eventsOf(0, 100, { payload: payloadOf(100) }));
    expect(await takeResults(readEventStream(response), 100)).toHaveLength(100);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('a reader that takes nothing for 20 s is cut, and one that takes something is not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const dead = await openEventStream(doors.url, { after: begin });
    const slow = await openEventStream(doors.url, { after: begin });
    await expect.poll(() => doors.events.subscriberCount).toBe(2);
    await happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
    await expect.poll(() => doors.events.subscriberCount, { timeout: 10_000 }).toBe(0);
    vi.advanceTimersByTime(10_000);
    const taken = await takeResults(readEventStream(slow), Infinity);
    expect(taken.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] });
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await expect(takeResults(readEventStream(dead), Infinity)).rejects.toThrow('aborted');
  });

  it('a page of another site gets nothing', async () => {
    const response = await get({ query: FOLLOW }, { headers: { origin: 'http://evil.example' } });
    expect(response.status).toBe(403);
  });

  it('changes nothing by GET, which any page may send', async () => {
    const mutation = 'mutation { runJob(name: "prune") { __typename } }';
    const answer = await (await get({ query: mutation })).text();
    expect(answer).toMatch(/"errors":\[\{"message":"[^"]*POST/);
  });
});

describe('whoever breaks off', () => {
  const factory = () => vi.spyOn(LiveResultsFactory.prototype, 'open');
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const sockets = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

  it('leaves nothing behind, fifty times over either door on a quiet topic', async () => {
    const opened = factory();
    // connections of the pool have a timer each: all of them are there from now on
    await Promise.all(Array.from({ length: 10 }, () => ctx.pg.query('SELECT pg_sleep(0.1)')));
    const before = { timers: timers(), sockets: sockets() };
    const clients = await Promise.all(
      Array.from({ length: 50 }, () => new RawSocket(doors.url).init()),
    );
    for (const client of clients) client.subscribe('1');
    const streams = await Promise.all(Array.from({ length: 50 }, () => openEventStream(doors.url)));
    await expect.poll(() => doors.events.subscriberCount).toBe(100);
    const results = opened.mock.contexts[0] as LiveResultsFactory;
    expect(results.groupCount).toBe(1);
    expect(timers()).toBeGreaterThanOrEqual(before.timers + 100);

    for (const { socket } of clients) socket.terminate();
    for (const stream of streams) stream.destroy();
    await expect.poll(() => doors.events.subscriberCount).toBe(0);
    expect(results.groupCount).toBe(0);
    await expect.poll(sockets).toBeLessThanOrEqual(before.sockets);
    await expect.poll(timers).toBeLessThanOrEqual(before.timers);
  });

  it('before the first answer leaves nothing either', async () => {
    const opened = factory();
    (await openEventStream(doors.url)).destroy(); // the factory is there from now on
    const body = JSON.stringify({ query: FOLLOW });
    const request =
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${doors.key}\r\nAccept: text/event-stream\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const { hostname, port } = new URL(doors.url);
    for (let i = 0; i < 60; i++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(request);
      await sleep(i % 6);
      socket.resetAndDestroy();
    }
    const client = await new RawSocket(doors.url).init();
    for (let i = 0; i < 20; i++) client.subscribe(String(i));
    client.socket.terminate();
    await sleep(300);
    expect(doors.events.subscriberCount).toBe(0);
    expect((opened.mock.contexts[0] as LiveResultsFactory).groupCount).toBe(0);
  });

  it('does not keep the server from stopping, nor does who stays or no longer reads', async () => {
    const reader = await new RawSocket(doors.url).init();
    reader.subscribe('1');
    const stalled = await new RawSocket(doors.url).init();
    stalled.subscribe('1');
    stalled.socket.pause();
    const stream = await openEventStream(doors.url);
    await expect.poll(() => doors.events.subscriberCount).toBe(3);
    const start = performance.now();
    await doors.stop();
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(await reader.closed).toBe(1001);
    // cut rather than completed: who is not done comes back
    expect(await takeResults(readEventStream(stream), Infinity).catch(() => [])).toEqual([]);
    stalled.socket.terminate();
    doors = await startDoors(ctx);
  });
});

describe('subscribers who get the same', () => {
  /** Every execution of FOLLOW serialises one payload. */
  const executions = () => vi.spyOn(schema.getType('JSON') as GraphQLScalarType, 'serialize');

  it('share one execution an event, wherever each began', async () => {
    await happen(...eventsOf(0, 20));
    await expect.poll(() => doors.events.position.seq).toBe(decodeCursor(begin).seq + 20n);
    const starts = Array.from({ length: 20 }, (_, i) =>
      encodeCursor({ ...doors.events.position, seq: decodeCursor(begin).seq + BigInt(i) }),
    );
    const clients = await Promise.all(
      Array.from({ length: 5 }, () => new RawSocket(doors.url).init()),
    );
    const spy = executions();
    for (const client of clients) {
      for (let i = 0; i < 40; i++) client.subscribe(String(i), { after: starts[i % 20] });
    }
    await expect.poll(() => doors.events.subscriberCount).toBe(200);
    await happen(event('last'));
    for (const client of clients) {
      for (let i = 0; i < 40; i++) {
        await expect.poll(() => client.resultsOf(String(i)).length).toBe(21 - (i % 20));
        expect(entitiesOf(client.resultsOf(String(i))).at(-1)).toBe('last');
      }
      client.socket.close();
    }
    expect(spy.mock.calls.length).toBe(21);
  });

  it('are those with the same document, variables but for the start, and company', async () => {
    const spy = executions();
    const client = await new RawSocket(doors.url).init();
    const other = FOLLOW.replace('cursor kind', 'kind');
    client.subscribe('a', { after: begin });
    client.subscribe('same', {});
    client.subscribe('another document', { after: begin }, other);
    client.subscribe('another filter', { after: begin, filter: { supplierIds: [17] } });
    await expect.poll(() => doors.events.subscriberCount).toBe(4);
    await happen(event('x', { payload: { supplierId: 17 } }));
    for (const id of ['a', 'same', 'another document', 'another filter']) {
      await client.until((message) => message.id === id && message.type === 'next');
    }
    expect(spy.mock.calls.length).toBe(3);
    expect(client.resultsOf('another document')[0]!.data!.events.cursor).toBeUndefined();
    client.socket.close();
  });
});

describe('two companies side by side', () => {
  it('get each their own, also when readers of both fall behind', async () => {
    const { id } = await createCompany(ctx.installation, 'borealis');
    const { headers: theirKey } = await createKey(ctx.installation, 'INTEGRATION', id);
    const open = async (headers = {}) => {
      const client = await new RawSocket(doors.url, headers).init();
      client.subscribe('1', { after: begin });
      return client;
    };
    const companies = [
      { companyId: 1, stalled: await open(), reading: await open() },
      { companyId: id, stalled: await open(theirKey), reading: await open(theirKey) },
    ];
    await expect.poll(() => doors.events.subscriberCount).toBe(4);
    for (const { stalled } of companies) stalled.socket.pause();
    for (let i = 0; i < 500; i += 50) {
      await happen(
        ...eventsOf(i, i + 50).flatMap(({ entityId }) =>
          [1, id].map((companyId) =>
            event(`${companyId}-${entityId}`, { companyId, payload: payloadOf(20) }),
          ),
        ),
      );
    }
    for (const { companyId, reading, stalled } of companies) {
      await expect.poll(() => reading.resultsOf('1').length, { timeout: 15_000 }).toBe(500);
      const own = range(0, 500).map((id) => `${companyId}-${id}`);
      expect(entitiesOf(reading.resultsOf('1'))).toEqual(own);
      stalled.socket.resume();
      const { payload } = await stalled.until(({ type }) => type === 'error');
      const [{ extensions }] = payload as [{ extensions: { code: string; cursor: string } }];
      expect(extensions.code).toBe('SLOW_CONSUMER');
      stalled.subscribe('2', { after: extensions.cursor });
      const all = () => [...stalled.resultsOf('1'), ...stalled.resultsOf('2')];
      await expect.poll(() => all().length, { timeout: 15_000 }).toBe(500);
      expect(entitiesOf(all())).toEqual(own);
      reading.socket.close();
      stalled.socket.close();
    }
  });
});
