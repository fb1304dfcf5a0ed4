import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewEvent } from '../../server/events/append.ts';
import { createKey } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import {
  entitiesOf,
  openEventStream,
  RawSocket,
  readEventStream,
  takeResults,
  type Result,
} from './clients.ts';
import { startDoors, type Doors } from './doors.ts';
import { append, event, eventsOf } from './make.ts';

const ctx = useTestContext();
let doors: Doors;
let stop: () => Promise<void>;

beforeEach(async () => {
  await emptyDatabase(ctx);
  await start();
});
afterEach(() => stop());

async function start(): Promise<void> {
  doors = await startDoors(ctx);
  let stopped: Promise<void> | undefined;
  stop = () => (stopped ??= doors.stop());
}

const happen = async (...events: NewEvent[]) => {
  await append(ctx, ...events);
  ctx.installation.eventsAppended();
};

/** What tells a reader where to go on, in the result it ends with. */
function farewellOf({ errors }: Result) {
  const [error] = errors!;
  expect(error!.extensions).toMatchObject({
    code: 'SERVER_STOPPING',
    retryAfterMs: expect.any(Number) as number,
  });
  return error!.extensions as { cursor: string };
}

it('readers get the cursor to go on from, and miss nothing at another server', async () => {
  const socket = await new RawSocket(doors.url).init();
  socket.subscribe('a');
  const stream = readEventStream(await openEventStream(doors.url));
  await expect.poll(() => doors.events.subscriberCount).toBe(2);
  await happen(...eventsOf(0, 3));
  const streamed = await takeResults(stream, 3).catch(() => []);
  await expect.poll(() => socket.resultsOf('a').length).toBe(3);
  expect(streamed).toHaveLength(3);

  await stop();
  expect(await socket.closed).toBe(1012); // by which graphql-ws comes back
  expect(socket.messages.map(({ type }) => type)).not.toContain('complete');
  const { cursor } = farewellOf(socket.resultsOf('a').at(-1)!);

  await start();
  await happen(event(3));
  const next = await new RawSocket(doors.url).init();
  next.subscribe('b', { after: cursor });
  await expect.poll(() => next.resultsOf('b').length).toBe(1);
  expect(entitiesOf(next.resultsOf('b'))).toEqual(['3']);
  next.socket.close();
});

it('a stream of events is told when to come back, and cut rather than completed', async () => {
  const response = await openEventStream(doors.url);
  let text = '';
  response.on('data', (chunk: string) => (text += chunk));
  const cut = new Promise((resolve) => response.once('error', resolve));
  await expect.poll(() => doors.events.subscriberCount).toBe(1);
  await stop();
  await cut;
  expect(text).toMatch(/^retry: \d+$/m);
  expect(text).not.toContain('event: complete');
  farewellOf(JSON.parse(/^data: (.*)$/m.exec(text)![1]!) as Result);
});

it('a request under way has its answer before the server is gone', async () => {
  const robot = await createKey(ctx.installation, 'ROBOT', ctx.company.id);
  const blocker = await ctx.owner.connect();
  await blocker.query('BEGIN; LOCK TABLE investigation IN ACCESS EXCLUSIVE MODE');
  const answer = fetch(`${doors.url}/api/v1/pricelens/log_event/`, {
    method: 'POST',
    headers: { ...robot.headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      event_dt: '2026-11-20T09:41:00+03:00',
      supid: 1,
      error_id: 1,
      error_text: 'x',
      stage: 'load_mail',
    }),
  });
  const isWaiting = async () => {
    const { rowCount } = await ctx.owner.query(
      `SELECT FROM pg_locks WHERE relation = 'investigation'::regclass AND NOT granted`,
    );
    return rowCount;
  };
  await expect.poll(isWaiting).toBe(1);
  let isStopped = false;
  const stopped = stop().then(() => (isStopped = true));
  await sleep(0);
  expect(isStopped).toBe(false);
  await blocker.query('COMMIT');
  blocker.release();
  expect((await answer).status).toBe(201);
  await stopped;
  await expect(fetch(doors.url)).rejects.toThrow();
});
