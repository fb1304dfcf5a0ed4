import { beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../server/events/append.ts';
import { decodeCursor, type Position } from '../../server/events/cursor.ts';
import type { EventFilter } from '../../server/events/event-filter.ts';
import { listNewestEvents } from '../../server/events/list-events.ts';
import { readLogState } from '../../server/events/log.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { append, event, eventsOf, idsOf, range } from './make.ts';

const ctx = useTestContext();
let end: Position;

beforeEach(() => emptyDatabase(ctx));

const list = (last: number, filter: EventFilter = {}) =>
  listNewestEvents(ctx, { companyId: 1, filter }, end, last);

async function log(...events: NewEvent[]) {
  await append(ctx, ...events);
  await sequenceEvents(ctx.installation);
  end = await readLogState(ctx.installation.pg);
}

describe('the newest events', () => {
  it('come oldest first and lead to what comes after them', async () => {
    await log(...eventsOf(0, 50));
    const page = await list(3);
    expect(idsOf(page.events)).toEqual(range(47, 50));
    expect(page.hasMore).toBe(false);
    expect(decodeCursor(page.endCursor)).toEqual({ epoch: end.epoch, seq: end.seq });
  });

  it('are those that fit', async () => {
    const ofSupplier = (supplierId: number) => ({ payload: { supplierId } });
    await log(
      event('resolved', { kind: 'investigation.resolved', ...ofSupplier(7) }),
      event('run', { kind: 'job.finished' }),
      event('opened', ofSupplier(7)),
      event('of another supplier', ofSupplier(8)),
    );
    expect(idsOf((await list(1, { kinds: ['job.finished'] })).events)).toEqual(['run']);
    expect(idsOf((await list(1, { supplierIds: [7] })).events)).toEqual(['opened']);
    expect(idsOf((await list(9, { supplierIds: [7] })).events)).toEqual(['resolved', 'opened']);
    expect(idsOf((await list(9, { kinds: [] })).events)).toEqual([]);
  });

  it('are looked for among 5,000 and no more', async () => {
    await log(event('rare', { kind: 'job.finished' }), ...eventsOf(0, 5_000));
    expect((await list(1, { kinds: ['job.finished'] })).events).toEqual([]);
    await log(event('newer', { kind: 'job.finished' }));
    expect(idsOf((await list(1, { kinds: ['job.finished'] })).events)).toEqual(['newer']);
  });

  it('are never of another company', async () => {
    await log(event('ours'), event('theirs', { companyId: 2 }));
    expect(idsOf((await list(1)).events)).toEqual(['ours']);
  });

  it.each([0, 501])('are not had %i at a time', async (last) => {
    await expect(list(last)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
