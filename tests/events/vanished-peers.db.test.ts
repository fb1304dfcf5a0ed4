import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { startDoors, type Doors } from './doors.ts';
import { append, event } from './make.ts';
import { canMakeNetworks, createNetwork, type Network } from './network.ts';

const GONE_WITHIN_MS = 30_000;
const PROGRAM = new URL('follow-program.ts', import.meta.url).pathname;

// Elsewhere than on Linux, and without the right to take a network away, nothing here vanishes silently.
describe.skipIf(!(await canMakeNetworks()))('a client whose network is gone', () => {
  const ctx = useTestContext();
  let network: Network;
  let doors: Doors;
  let clients: ChildProcess[];

  beforeEach(async () => {
    await emptyDatabase(ctx);
    network = await createNetwork();
    doors = await startDoors(ctx, '0.0.0.0');
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.kill('SIGKILL');
    await doors.stop();
    await network.remove();
  });

  function follow(door: string, host: string, enter: readonly string[] = []): void {
    const { port } = new URL(doors.url);
    const node = [process.execPath, PROGRAM, door, `http://${host}:${port}`, doors.key];
    const [command, ...args] = [...enter, ...node] as [string, ...string[]];
    clients.push(spawn(command, args, { stdio: 'ignore' }));
  }

  it.each(['WebSocket', 'SSE'])(
    'is noticed within 30 s over %s on a quiet topic, and one that is there stays',
    async (door) => {
      follow(door, '127.0.0.1');
      follow(door, network.host, network.enter);
      await expect.poll(() => doors.events.subscriberCount).toBe(2);
      await network.pullTheCable();
      await expect
        .poll(() => doors.events.subscriberCount, { timeout: GONE_WITHIN_MS, interval: 200 })
        .toBe(1);
    },
  );

  it('is noticed over SSE also when events go on', async () => {
    follow('SSE', network.host, network.enter);
    await expect.poll(() => doors.events.subscriberCount).toBe(1);
    await network.pullTheCable();
    await expect
      .poll(
        async () => {
          await append(ctx, event('unread'));
          return doors.events.subscriberCount;
        },
        { timeout: GONE_WITHIN_MS, interval: 500 },
      )
      .toBe(0);
  });
});
