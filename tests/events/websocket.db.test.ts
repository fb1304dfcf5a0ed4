import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeCursor, encodeCursor } from '../../server/events/cursor.ts';
import { entitiesOf, FOLLOW, RawSocket, webSocketUrl, type Result } from './clients.ts';
import { useDoors } from './doors.ts';
import { event, eventsOf, payloadOf, range } from './make.ts';

const live = useDoors();

it('events follow a cursor from the log into the present', async () => {
  await live.happen(...eventsOf(0, 3));
  const client = createClient({
    url: webSocketUrl(live.doors.url),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${live.doors.key}` },
  });
  const results = client.iterate<NonNullable<Result['data']>>({
    query: FOLLOW,
    variables: { after: live.begin },
  });
  const seen: Result[] = [];
  for await (const result of results) {
    seen.push(result as Result);
    if (seen.length === 3) await live.happen(...eventsOf(3, 6));
    if (seen.length === 6) break;
  }
  expect(entitiesOf(seen)).toEqual(range(0, 6));
  expect(decodeCursor(seen[5]!.data!.events.cursor)).toEqual(live.doors.events.position);
  await client.dispose();
});

it.each([
  ['from another log', encodeCursor({ epoch: '0'.repeat(16), seq: 1n }), 'CURSOR_RESET'],
  ['that is none', 'x', 'INVALID_CURSOR'],
])('a cursor %s ends it with an error message that has a code', async (_, after, code) => {
  const client = await new RawSocket(live.doors.url).init();
  client.subscribe('1', { after });
  const { payload } = await client.until(({ type }) => type === 'error');
  expect(payload).toMatchObject([{ extensions: { code } }]);
  client.socket.close();
});

it('a reader that fell behind is told SLOW_CONSUMER with the cursor to go on from', async () => {
  const client = await new RawSocket(live.doors.url).init();
  client.subscribe('1', { after: live.begin });
  await expect.poll(() => live.doors.events.subscriberCount).toBe(1);
  client.socket.pause();
  await live.happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
  await expect.poll(() => live.doors.events.subscriberCount).toBe(0);
  client.socket.resume();
  const { payload } = await client.until(({ type }) => type === 'error');
  expect(payload).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER' } }]);
  const [{ extensions }] = payload as [{ extensions: { cursor: string } }];
  client.subscribe('2', { after: extensions.cursor });
  await expect.poll(() => client.resultsOf('1').length + client.resultsOf('2').length).toBe(400);
  expect(entitiesOf([...client.resultsOf('1'), ...client.resultsOf('2')])).toEqual(range(0, 400));
  client.socket.close();
});

it('a page of another site gets no connection', async () => {
  const foreign = new RawSocket(live.doors.url, { origin: 'http://evil.example' });
  await foreign.closed;
  expect(foreign.messages).toEqual([]);
  const own = await new RawSocket(live.doors.url, { origin: live.doors.url }).init();
  own.socket.close();
});

it('one that breaks off while it is refused does no harm', async () => {
  const upgrade =
    'GET /graphql HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\n' +
    'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
  const { hostname, port } = new URL(live.doors.url);
  for (let i = 0; i < 50; i++) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(upgrade);
    if (i % 2) await sleep(2);
    socket.resetAndDestroy();
  }
  await sleep(50);
  expect((await fetch(`${live.doors.url}/health`)).status).toBe(200);
});

it('a socket runs 50 operations at a time, and any number one after another', async () => {
  const client = await new RawSocket(live.doors.url).init();
  for (let i = 0; i < 60; i++) {
    client.subscribe(`bad ${i}`, {}, '{ nothing }');
    client.subscribe(`asked ${i}`, {}, '{ eventCursor }');
    await client.until(({ id, type }) => id === `asked ${i}` && type === 'complete');
    await client.until(({ id, type }) => id === `bad ${i}` && type === 'error');
    client.subscribe(`ended ${i}`);
    client.send({ id: `ended ${i}`, type: 'complete' });
  }
  for (let i = 0; i < 50; i++) client.subscribe(String(i), { after: live.begin });
  await expect.poll(() => live.doors.events.subscriberCount).toBe(50);
  await live.happen(event('a'));
  await client.until(({ id, type }) => id === '49' && type === 'next');
  expect(client.socket.readyState).toBe(WebSocket.OPEN);

  client.subscribe('one more');
  expect(await client.closed).toBe(4429);
  await expect.poll(() => live.doors.events.subscriberCount).toBe(0);
});
