import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { LiveResultsFactory } from '../../server/graphql/live-results.ts';
import { FOLLOW, openEventStream, RawSocket, readEventStream, takeResults } from './clients.ts';
import { startDoors, useDoors } from './doors.ts';

const live = useDoors();

describe('whoever breaks off', () => {
  const factory = () => vi.spyOn(LiveResultsFactory.prototype, 'open');
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const sockets = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

  it('leaves nothing behind, fifty times over either door on a quiet topic', async () => {
    const opened = factory();
    // connections of the pool have a timer each: all of them are there from now on
    const { ctx } = live;
    const pools = Array.from({ length: 10 }, () => [ctx.pg, ctx.installation.pg]).flat();
    await Promise.all(pools.map((pool) => pool.query('SELECT pg_sleep(0.1)')));
    const before = { timers: timers(), sockets: sockets() };
    const clients = await Promise.all(
      Array.from({ length: 50 }, () => new RawSocket(live.doors.url).init()),
    );
    for (const client of clients) client.subscribe('1');
    const streams = await Promise.all(
      Array.from({ length: 50 }, () => openEventStream(live.doors.url)),
    );
    await expect.poll(() => live.doors.events.subscriberCount).toBe(100);
    const results = opened.mock.contexts[0] as LiveResultsFactory;
    expect(results.groupCount).toBe(1);
    expect(timers()).toBeGreaterThanOrEqual(before.timers + 50);

    for (const { socket } of clients) socket.terminate();
    for (const stream of streams) stream.destroy();
    await expect.poll(() => live.doors.events.subscriberCount).toBe(0);
    expect(results.groupCount).toBe(0);
    await expect.poll(sockets).toBeLessThanOrEqual(before.sockets);
    await expect.poll(timers).toBeLessThanOrEqual(before.timers);
  });

  it('before the first answer leaves nothing either', async () => {
    const opened = factory();
    (await openEventStream(live.doors.url)).destroy(); // the factory is there from now on
    const body = JSON.stringify({ query: FOLLOW });
    const request =
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${live.doors.key}\r\n` +
      `Accept: text/event-stream\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const { hostname, port } = new URL(live.doors.url);
    for (let i = 0; i < 60; i++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(request);
      await sleep(i % 6);
      socket.resetAndDestroy();
    }
    const client = await new RawSocket(live.doors.url).init();
    for (let i = 0; i < 20; i++) client.subscribe(String(i));
    client.socket.terminate();
    await sleep(300);
    expect(live.doors.events.subscriberCount).toBe(0);
    expect((opened.mock.contexts[0] as LiveResultsFactory).groupCount).toBe(0);
  });

  it('does not keep the server from stopping, nor does who stays or no longer reads', async () => {
    const reader = await new RawSocket(live.doors.url).init();
    reader.subscribe('1');
    const stalled = await new RawSocket(live.doors.url).init();
    stalled.subscribe('1');
    stalled.socket.pause();
    const stream = await openEventStream(live.doors.url);
    await expect.poll(() => live.doors.events.subscriberCount).toBe(3);
    await live.doors.stop();
    expect(await reader.closed).toBe(1012); // as who comes back at once understands it
    // cut rather than completed: who is not done comes back
    expect(await takeResults(readEventStream(stream), Infinity).catch(() => [])).toEqual([]);
    stalled.socket.terminate();
    live.doors = await startDoors(live.ctx);
  });
});
