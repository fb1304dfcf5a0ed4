import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeCursor, encodeCursor, InvalidCursor } from '../../server/events/cursor.ts';
import type { EventFilter } from '../../server/events/event-filter.ts';
import { followLog } from '../../server/events/follow.ts';
import { listEvents } from '../../server/events/list-events.ts';
import { readLogState, type LoggedEvent } from '../../server/events/log.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { startEvents } from '../../server/events/service.ts';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { SlowConsumer } from '../../server/events/subscription.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { append, event, eventsOf, hand, idsOf, payloadOf, range, take } from './make.ts';

const ctx = useTestContext();
let stream: EventStream;
let begin: { epoch: string; seq: bigint };

beforeEach(async () => {
  await emptyDatabase(ctx);
  await ctx.pg.query('UPDATE event_counter SET pruned_through = 0');
  stream = await openStream(ctx.installation);
  begin = stream.position;
});
afterEach(() => stream.close());

const follow = (after = begin, filter: EventFilter = {}) =>
  followLog(ctx, stream, { companyId: 1, filter }, after);

describe('a reader that follows from a cursor', () => {
  it('gets what was and what comes, once and in order, while others write', async () => {
    const WRITERS = 8;
    const EACH = 150;
    await append(ctx, ...eventsOf(0, 450));
    await sequenceEvents(ctx.installation);
    const events = await startEvents({
      ctx: ctx.installation,
      postgresUrl: ctx.postgresUrl,
      close: async () => {},
    });
    const write = async (writer: number) => {
      for (let i = 0; i < EACH; i++) {
        await append(ctx, event(1_000 + writer * EACH + i));
        ctx.installation.eventsAppended();
      }
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    const readers = Array.from({ length: 5 }, () =>
      followLog(ctx, events.stream, { companyId: 1, filter: {} }, begin),
    );
    const all = await Promise.all(readers.map((reader) => take(reader, 450 + WRITERS * EACH)));
    await writing;
    await events.stop();
    for (const taken of all) {
      expect(taken.map(({ seq }) => seq - begin.seq)).toEqual(taken.map((_, i) => BigInt(i + 1)));
      expect(new Set(idsOf(taken)).size).toBe(taken.length);
    }
    expect(events.stream.subscriberCount).toBe(0);
  });

  it('crosses from the log to the present at any length of the log', async () => {
    for (const length of [0, 1, 99, 100, 101, 200]) {
      const start = (await readLogState(ctx.pg)) satisfies typeof begin;
      await append(ctx, ...eventsOf(0, length));
      await hand(ctx, stream);
      const reader = follow(start);
      await append(ctx, event('after'));
      const taken = take(reader, length + 1);
      await hand(ctx, stream);
      expect(idsOf(await taken)).toEqual([...range(0, length), 'after']);
      await reader.return!();
    }
  });

  it('gets events that only the log has, where this process has not caught up yet', async () => {
    await append(ctx, ...eventsOf(0, 3));
    await sequenceEvents(ctx.installation);
    const reader = follow();
    expect(idsOf(await take(reader, 3))).toEqual(range(0, 3));
    await append(ctx, event(3));
    await hand(ctx, stream); // hands out 0 to 2 as well
    expect(idsOf(await take(reader, 1))).toEqual(['3']);
  });

  it.each<[EventFilter, string[]]>([
    [{}, ['a', 'b', 'c', 'd']],
    [{ kinds: ['investigation.noted'] }, ['b']],
    [{ supplierIds: [17] }, ['a', 'b']],
    [{ supplierIds: [17], stages: ['load_ftp'] }, ['b']],
    [{ errorIds: [6, 7] }, ['a', 'c']],
    [{ kinds: [] }, []],
  ])('gets only what fits %j, from the log and live', async (filter, expected) => {
    const events = [
      event('a', { payload: { supplierId: 17, stage: 'load_mail', errorId: 6 } }),
      event('b', { kind: 'investigation.noted', payload: { supplierId: 17, stage: 'load_ftp' } }),
      event('c', { payload: { supplierId: 18, stage: 'load_mail', errorId: 7 } }),
      event('d', { kind: 'job.finished' }),
    ];
    await append(ctx, ...events);
    await hand(ctx, stream);
    const reader = follow(begin, filter);
    expect(idsOf(await take(reader, expected.length))).toEqual(expected);
    const live = take(reader, expected.length);
    await append(ctx, ...events);
    await hand(ctx, stream);
    expect(idsOf(await live)).toEqual(expected);
    await reader.return!();
  });

  it('is told CURSOR_RESET by a cursor of another log, and by one ahead of it', async () => {
    const reset = { code: 'CURSOR_RESET' };
    await expect(follow({ ...begin, epoch: '0'.repeat(16) }).next()).rejects.toMatchObject(reset);
    await expect(follow({ ...begin, seq: begin.seq + 1n }).next()).rejects.toMatchObject(reset);
    expect(stream.subscriberCount).toBe(0);
  });

  it('is told CURSOR_EXPIRED when what came after its cursor was pruned, and not before', async () => {
    await append(ctx, ...eventsOf(0, 3));
    await hand(ctx, stream);
    await ctx.pg.query('UPDATE event_counter SET pruned_through = $1', [begin.seq + 1n]);
    await expect(follow().next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    const rest = follow({ ...begin, seq: begin.seq + 1n });
    expect(idsOf(await take(rest, 2))).toEqual(['1', '2']);
    await rest.return!();
    expect(stream.subscriberCount).toBe(0);
  });

  it('is told CURSOR_RESET when the database is replaced under it, and gets no more of the old one', async () => {
    const lagging = follow();
    await firstAndIdle(lagging);
    const waits = follow(stream.position).next();
    await expect.poll(() => stream.subscriberCount).toBe(2);
    await append(ctx, event('gone'));
    await sequenceEvents(ctx.installation);
    await ctx.pg.query('UPDATE event_counter SET epoch = gen_random_uuid()');
    await stream.catchUp();
    await expect(waits).rejects.toMatchObject({ code: 'CURSOR_RESET' });
    await expect(lagging.next()).rejects.toMatchObject({ code: 'CURSOR_RESET' });
  });

  /** Makes the reader live and leaves two events in its queue. */
  async function firstAndIdle(reader: AsyncIterator<LoggedEvent>) {
    const first = reader.next();
    await append(ctx, ...eventsOf(0, 3));
    await hand(ctx, stream);
    return first;
  }

  it('keeps what it holds in cursors of the log it was read from', async () => {
    await append(ctx, ...eventsOf(0, 3));
    await hand(ctx, stream);
    const reader = follow();
    const [first] = await take(reader, 1);
    await ctx.pg.query('UPDATE event_counter SET epoch = gen_random_uuid()');
    await stream.catchUp();
    expect(first).toMatchObject({ epoch: begin.epoch });
    await expect(take(reader, 3)).rejects.toMatchObject({ code: 'CURSOR_RESET' });
  });

  it('frees everything when it goes away: before it reads, while it reads, while it waits', async () => {
    const [before, during, while_] = [follow(), follow(), follow()];
    await before.return!();
    expect((await before.next()).done).toBe(true);

    const reading = during.next();
    await during.return!();
    expect((await reading).done).toBe(true);

    const waiting = while_.next();
    await expect.poll(() => stream.subscriberCount).toBe(1);
    await while_.return!();
    expect((await waiting).done).toBe(true);
    expect(stream.subscriberCount).toBe(0);
  });

  it('that keeps reading is not too slow for a burst', async () => {
    const reader = follow();
    const taken = take(reader, 3_000);
    await expect.poll(() => stream.subscriberCount).toBe(1);
    await append(ctx, ...eventsOf(0, 3_000, { payload: payloadOf(5) }));
    await hand(ctx, stream);
    expect(idsOf(await taken)).toEqual(range(0, 3_000));
  });
});

describe('SLOW_CONSUMER', () => {
  it.each([
    ['257 events', 257, 0],
    ['27 events of 40 KB', 27, 40],
  ])('ends a reader that has %s waiting, and its cursor leads to all of them', async (_, n, kb) => {
    const reader = follow();
    const first = reader.next();
    await append(ctx, event('first'));
    await hand(ctx, stream);
    await first;
    await append(ctx, ...eventsOf(0, n, { payload: payloadOf(kb) }));
    await hand(ctx, stream);
    const error: unknown = await reader.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SlowConsumer);
    expect(stream.subscriberCount).toBe(0);
    const rest = follow(decodeCursor((error as SlowConsumer).details.cursor));
    expect(idsOf(await take(rest, n))).toEqual(range(0, n));
    await rest.return!();
  });

  it.each([
    ['256 events', 256, 0],
    ['26 events of 40 KB', 26, 40],
  ])('does not end one that has %s waiting', async (_, n, kb) => {
    const reader = follow();
    const first = reader.next();
    await append(ctx, event('first'));
    await hand(ctx, stream);
    await first;
    await append(ctx, ...eventsOf(0, n, { payload: payloadOf(kb) }));
    await hand(ctx, stream);
    expect(idsOf(await take(reader, n))).toEqual(range(0, n));
    await reader.return!();
  });

  it('ends a reader between the log and the present with the cursor of what it has got', async () => {
    await append(ctx, ...eventsOf(0, 90));
    await hand(ctx, stream);
    const reader = follow();
    await take(reader, 10);
    await append(ctx, ...eventsOf(90, 390));
    await hand(ctx, stream);
    expect(idsOf(await take(reader, 80))).toEqual(range(10, 90));
    const error: unknown = await reader.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SlowConsumer);
    const rest = follow(decodeCursor((error as SlowConsumer).details.cursor));
    expect(idsOf(await take(rest, 300))).toEqual(range(90, 390));
    await rest.return!();
  });
});

describe('a cursor', () => {
  it('is read back as it was written', () => {
    const position = { epoch: '0123456789abcdef', seq: 41n };
    expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });

  it.each([
    '',
    'x',
    '41',
    encodeCursor({ epoch: 'zz', seq: 1n }),
    `${encodeCursor({ epoch: '0123456789abcdef', seq: 41n })}MDAwMDAwMDAwMDAwMDAwMDAwMDA`,
  ])('%j is refused', (text) => {
    expect(() => decodeCursor(text)).toThrow(InvalidCursor);
  });

  it('that is empty is refused at the door, too: it is not the same as none', async () => {
    const { execute, events } = await createTestApi(ctx);
    const { errors } = await execute('{ eventLog(after: "") { hasMore } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_CURSOR' });
    events.close();
  });
});

describe('a page of the log', () => {
  const list = (first: number, filter: EventFilter = {}, after = begin) =>
    listEvents(ctx, { companyId: 1, filter }, after, first);

  it('leads to the next until the log ends', async () => {
    await append(ctx, ...eventsOf(0, 700));
    await sequenceEvents(ctx.installation);
    const ids: string[] = [];
    let after = begin;
    for (let hasMore = true; hasMore;) {
      const page = await list(300, {}, after);
      ids.push(...idsOf(page.events));
      after = decodeCursor(page.endCursor);
      hasMore = page.hasMore;
    }
    expect(ids).toEqual(range(0, 700));
    expect(after).toEqual({ ...begin, seq: begin.seq + 700n });
  });

  it('looks at no more than 5,000 events for a rare kind and goes on behind them', async () => {
    await append(ctx, ...eventsOf(0, 6_000), event('rare', { kind: 'job.finished' }));
    await sequenceEvents(ctx.installation);
    const rare: EventFilter = { kinds: ['job.finished'] };
    const first = await list(10, rare);
    expect(first).toMatchObject({ events: [], hasMore: true });
    expect(decodeCursor(first.endCursor).seq).toBe(begin.seq + 5_000n);
    const second = await list(10, rare, decodeCursor(first.endCursor));
    expect(idsOf(second.events)).toEqual(['rare']);
    expect(second.hasMore).toBe(false);
  });

  it('has nothing of another company', async () => {
    await append(ctx, event('theirs', { companyId: 2 }), event('ours'));
    await sequenceEvents(ctx.installation);
    expect(idsOf((await list(10)).events)).toEqual(['ours']);
  });

  it('begins with the oldest that is kept', async () => {
    await append(ctx, ...eventsOf(0, 3));
    await sequenceEvents(ctx.installation);
    await ctx.pg.query('UPDATE event_counter SET pruned_through = $1', [begin.seq + 2n]);
    await ctx.pg.query('DELETE FROM event WHERE seq <= $1', [begin.seq + 2n]);
    const page = await listEvents(ctx, { companyId: 1, filter: {} }, undefined, 10);
    expect(idsOf(page.events)).toEqual(['2']);
  });

  it.each([0, -1, 501])('of %i events is refused', async (first) => {
    await expect(list(first)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([1, 500])('of %i events is given', async (first) => {
    await append(ctx, ...eventsOf(0, 600));
    await sequenceEvents(ctx.installation);
    expect((await list(first)).events).toHaveLength(first);
  });

  it('reads no more of the log than is asked for', async () => {
    await append(ctx, ...eventsOf(0, 10));
    await sequenceEvents(ctx.installation);
    const query = vi.spyOn(ctx.pg, 'query');
    expect(idsOf((await list(1)).events)).toEqual(['0']);
    const rows = await Promise.all(
      query.mock.results.map(({ value }) => value as Promise<{ rows: [] }>),
    );
    expect(rows.map(({ rows }) => rows.length)).toEqual([1, 1]); // the event, and the log's state
    query.mockRestore();
  });

  it('refuses cursors as following does', async () => {
    const ahead = { ...begin, seq: begin.seq + 1n };
    await expect(list(1, {}, ahead)).rejects.toMatchObject({ code: 'CURSOR_RESET' });
  });
});
