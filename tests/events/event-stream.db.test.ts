import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { encodeCursor } from '../../server/events/cursor.ts';
import { EventStreams } from '../../server/graphql/event-streams.ts';
import { headersFor } from '../support/accounts.ts';
import {
  entitiesOf,
  FOLLOW,
  openEventStream,
  readEventStream,
  takeResults,
  type Result,
} from './clients.ts';
import { useDoors } from './doors.ts';
import { event, eventsOf, payloadOf, range } from './make.ts';

const live = useDoors();

const get = (query: object, init: RequestInit = {}) =>
  fetch(`${live.doors.url}/graphql?${new URLSearchParams(query as Record<string, string>)}`, {
    ...init,
    headers: { accept: 'text/event-stream', ...headersFor(live.doors.url), ...init.headers },
  });

const bodyOf = ({ body }: Response) => Readable.fromWeb(body as never); // a web stream of either kind

it('events follow a cursor from the log into the present', async () => {
  await live.happen(...eventsOf(0, 3));
  const response = await openEventStream(live.doors.url, { after: live.begin });
  expect(response.headers['content-type']).toBe('text/event-stream');
  const source = readEventStream(response);
  const seen = entitiesOf([JSON.parse((await source.next()).value!.data) as Result]);
  await live.happen(...eventsOf(3, 6));
  seen.push(...entitiesOf(await takeResults(source, 5)));
  expect(seen).toEqual(range(0, 6));
});

it('what curl -N asks by GET is answered in the format of graphql-sse', async () => {
  const response = await get({ query: '{ eventCursor }' });
  expect(await response.text()).toBe(
    `event: next\ndata: {"data":{"eventCursor":"${live.begin}"}}\n\nevent: complete\ndata:\n\n`,
  );
  await live.happen(event('a'), event('b'));
  const variables = JSON.stringify({ after: live.begin });
  const stream = await get({ query: FOLLOW, variables, operationName: 'Follow' });
  const source = readEventStream(bodyOf(stream));
  expect(entitiesOf(await takeResults(source, 2))).toEqual(['a', 'b']);
});

it.each([
  ['from another log', encodeCursor({ epoch: '0'.repeat(16), seq: 1n }), 'CURSOR_RESET'],
  ['that is none', 'x', 'INVALID_CURSOR'],
])('a cursor %s ends it with an error that has a code', async (_, after, code) => {
  const source = readEventStream(await openEventStream(live.doors.url, { after }));
  const { value: first } = await source.next();
  expect(first!.event).toBe('next');
  expect(JSON.parse(first!.data)).toMatchObject({ errors: [{ extensions: { code } }] });
  expect((await source.next()).value).toEqual({ event: 'complete', data: '' });
  expect((await source.next()).done).toBe(true);
});

it('a reader that fell behind is told SLOW_CONSUMER with the cursor to go on from', async () => {
  const response = await openEventStream(live.doors.url, { after: live.begin });
  await expect.poll(() => live.doors.events.subscriberCount).toBe(1);
  await live.happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
  await expect.poll(() => live.doors.events.subscriberCount).toBe(0);
  const seen = await takeResults(readEventStream(response), Infinity);
  const { errors } = seen.pop()!;
  expect(errors).toMatchObject([{ extensions: { code: 'SLOW_CONSUMER' } }]);
  const after = errors![0]!.extensions['cursor'];
  const rest = readEventStream(await openEventStream(live.doors.url, { after }));
  seen.push(...(await takeResults(rest, 400 - seen.length)));
  expect(entitiesOf(seen)).toEqual(range(0, 400));
});

it('a reader that stops and goes on many times leaves one listener, not one a stop', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const response = await openEventStream(live.doors.url, { after: live.begin });
  await live.happen(...eventsOf(0, 100, { payload: payloadOf(100) }));
  expect(await takeResults(readEventStream(response), 100)).toHaveLength(100);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

it('a reader that takes nothing from one beat to the next is cut, and one that takes something is not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  const dead = await openEventStream(live.doors.url, { after: live.begin });
  const slow = await openEventStream(live.doors.url, { after: live.begin });
  await expect.poll(() => live.doors.events.subscriberCount).toBe(2);
  await live.happen(...eventsOf(0, 400, { payload: payloadOf(40) }));
  await expect.poll(() => live.doors.events.subscriberCount).toBe(0);
  await nextBeat();
  const taken = await takeResults(readEventStream(slow), Infinity);
  expect(taken.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] });
  await nextBeat();
  await expect(takeResults(readEventStream(dead), Infinity)).rejects.toThrow('aborted');
});

async function nextBeat(): Promise<void> {
  const beat = vi.spyOn(EventStreams.prototype, 'beat');
  vi.advanceTimersToNextTimer();
  await beat.mock.results[0]!.value;
  beat.mockRestore();
}

it('a page of another site gets nothing', async () => {
  const response = await get({ query: FOLLOW }, { headers: { origin: 'http://evil.example' } });
  expect(response.status).toBe(403);
});

it('changes nothing by GET, which any page may send', async () => {
  const mutation = 'mutation { runJob(name: "prune") { __typename } }';
  const answer = await (await get({ query: mutation })).text();
  expect(answer).toMatch(/"errors":\[\{"message":"[^"]*POST/);
});
