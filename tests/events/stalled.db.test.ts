import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeCursor } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import {
  entitiesOf,
  openEventStream,
  RawSocket,
  readEventStream,
  type Message,
  type Result,
} from './clients.ts';
import { append, eventsOf, payloadOf, range } from './make.ts';

const EVENTS = 1_500;
const KILOBYTES = 40;
const STALLED = 5;
const MAX_GROWTH_MB = 200;
const MOST_BEHIND = 400; // events; the writer waits for the reader that reads
const CATCH_UP_MS = 120_000;

const run = promisify(execFile);
const ctx = useTestContext();
let server: ServerProcess;
let begin: string;

beforeEach(async () => {
  await emptyDatabase(ctx);
  begin = encodeCursor(await readLogState(ctx.pg));
  // the warehouse is elsewhere, and nobody asks it here
  server = await startServer({
    DATABASE_URL: ctx.postgresUrl,
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
  });
});
afterEach(() => server.stop('SIGKILL'));

async function memoryMb(): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(server.child.pid)]);
  return Number(stdout) / 1024;
}

/** A reader over one of the doors: its results so far, and the way to stop and go on reading. */
interface Reader {
  results: Result[];
  pause: () => void;
  resume: () => void;
  /** Resolves when the server has ended it, by an error or by cutting it. */
  ended: Promise<unknown>;
  close: () => void;
}

async function overWebSocket(after: unknown): Promise<Reader> {
  const client = await new RawSocket(server.url).init();
  const results: Result[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  client.socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'next') results.push(payload as Result);
    if (type === 'error') {
      results.push({ errors: payload as NonNullable<Result['errors']> });
      resolve(payload);
    }
  });
  void client.closed.then(resolve);
  client.subscribe('1', { after });
  return {
    results,
    ended,
    pause: () => client.socket.pause(),
    resume: () => client.socket.resume(),
    close: () => client.socket.terminate(),
  };
}

async function overEventStream(after: unknown): Promise<Reader> {
  const response = await openEventStream(server.url, { after });
  const results: Result[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  const { promise: reading, resolve: resume } = Promise.withResolvers<void>();
  const read = async () => {
    await reading;
    for await (const { event, data } of readEventStream(response)) {
      if (event === 'next') results.push(JSON.parse(data) as Result);
    }
  };
  void read().then(resolve, resolve);
  return {
    results,
    ended,
    pause: () => undefined, // it does not read before it is told to
    resume,
    close: () => response.destroy(),
  };
}

/**
 * Where a reader goes on that was told it is too slow, or was cut because it did not read for so long
 * that it counted as gone.
 */
function takeEnd(results: Result[]): unknown {
  const errors = results.at(-1)?.errors;
  if (!errors) return results.at(-1)?.data?.events.cursor ?? begin;
  results.pop();
  expect(errors).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER' } }]);
  return errors[0]!.extensions['cursor'];
}

it.each([
  ['WebSocket', overWebSocket],
  ['SSE', overEventStream],
])(
  'five readers over %s that stop reading cost the server little and lose nothing',
  async (_, open) => {
    const stalled = await Promise.all(Array.from({ length: STALLED }, () => open(begin)));
    for (const reader of stalled) reader.pause();
    const sixth = await open(begin);
    sixth.resume();
    const before = await memoryMb();
    let most = before;

    for (let first = 0; first < EVENTS; first += 100) {
      await expect
        .poll(() => first - sixth.results.length, { timeout: CATCH_UP_MS })
        .toBeLessThan(MOST_BEHIND);
      await append(ctx, ...eventsOf(first, first + 100, { payload: payloadOf(KILOBYTES) }));
      most = Math.max(most, await memoryMb());
    }
    await expect
      .poll(
        async () => {
          most = Math.max(most, await memoryMb());
          return sixth.results.length;
        },
        { timeout: CATCH_UP_MS, interval: 200 },
      )
      .toBe(EVENTS);
    expect(entitiesOf(sixth.results)).toEqual(range(0, EVENTS));
    sixth.close();
    expect(most - before).toBeLessThan(MAX_GROWTH_MB);

    for (const reader of stalled) {
      reader.resume();
      await reader.ended;
      reader.close();
      const rest = await open(takeEnd(reader.results));
      rest.resume();
      const got = () => [...reader.results, ...rest.results];
      await expect.poll(() => got().length, { timeout: CATCH_UP_MS }).toBe(EVENTS);
      expect(entitiesOf(got())).toEqual(range(0, EVENTS));
      rest.close();
    }
    expect(server.child.exitCode).toBeNull();
  },
  120_000 + EVENTS * 60,
);
