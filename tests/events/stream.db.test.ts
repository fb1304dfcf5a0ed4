import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents, type NewEvent } from '../../server/events/append.ts';
import type { LoggedEvent } from '../../server/events/log.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { openStream } from '../../server/events/stream.ts';
import { SlowConsumer } from '../../server/events/subscription.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const opened = (entityId: string, companyId = 1): NewEvent => ({
  companyId,
  kind: 'investigation.opened',
  entityId,
  actor: { id: null, name: 'robot' },
  payload: { entityId },
});

const append = (...events: NewEvent[]) =>
  inTransaction(ctx.installation.pg, (client) => appendEvents(client, events));

async function log(): Promise<{ seq: number; entityId: string }[]> {
  const { rows } = await ctx.installation.pg.query<{ seq: string; entityId: string }>(
    'SELECT seq, entity_id AS "entityId" FROM event WHERE seq IS NOT NULL ORDER BY seq',
  );
  return rows.map(({ seq, entityId }) => ({ seq: Number(seq), entityId }));
}

describe('the sequencer', () => {
  it('numbers an event that commits late after those that were numbered before it', async () => {
    const late = await ctx.installation.pg.connect();
    await late.query('BEGIN');
    await appendEvents(late, [opened('late')]);
    await append(opened('early'));
    await sequenceEvents(ctx.installation);
    expect((await log()).map(({ entityId }) => entityId)).toEqual(['early']);

    await late.query('COMMIT');
    late.release();
    await sequenceEvents(ctx.installation);
    expect((await log()).map(({ entityId }) => entityId)).toEqual(['early', 'late']);
  });

  it('leaves no gap for a transaction that rolls back', async () => {
    await append(opened('a'));
    await expect(
      inTransaction(ctx.installation.pg, async (client) => {
        await appendEvents(client, [opened('never')]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await append(opened('b'));
    await sequenceEvents(ctx.installation);
    const seqs = (await log()).map(({ seq }) => seq);
    expect(seqs[1]! - seqs[0]!).toBe(1);
  });

  it('numbers each event once when many run it at the same time', async () => {
    await append(...Array.from({ length: 2_500 }, (_, i) => opened(String(i))));
    await Promise.all(Array.from({ length: 4 }, () => sequenceEvents(ctx.installation)));
    await sequenceEvents(ctx.installation);
    const entries = await log();
    expect(entries.map(({ entityId }) => Number(entityId))).toEqual(entries.map((_, i) => i));
    expect(entries.at(-1)!.seq - entries[0]!.seq).toBe(2_499);
  });
});

describe('a subscription', () => {
  const filter = { kinds: ['investigation.opened'] } as const;

  async function take(source: AsyncIterator<LoggedEvent>, count: number) {
    const taken: string[] = [];
    while (taken.length < count) taken.push((await source.next()).value!.entityId);
    return taken;
  }

  it('gets what happens from now on, in order', async () => {
    await append(opened('before'));
    await sequenceEvents(ctx.installation);
    const stream = await openStream(ctx.installation);
    const subscription = stream.subscribe(1, filter);
    await append(opened('a'), opened('b'));
    await sequenceEvents(ctx.installation);
    await stream.catchUp();
    expect(await take(subscription, 2)).toEqual(['a', 'b']);
  });

  it('gets nothing of another company and no other kind', async () => {
    const stream = await openStream(ctx.installation);
    const subscription = stream.subscribe(1, filter);
    await append(
      opened('theirs', 2),
      { ...opened('noted'), kind: 'investigation.noted' },
      opened('ours'),
    );
    await sequenceEvents(ctx.installation);
    await stream.catchUp();
    expect(await take(subscription, 1)).toEqual(['ours']);
  });

  it('that does not read ends as too slow and holds up nobody', async () => {
    const stream = await openStream(ctx.installation);
    const stalled = stream.subscribe(1, filter);
    const reading = stream.subscribe(1, filter);
    const read = take(reading, 600);
    for (let batch = 0; batch < 6; batch++) {
      await append(...Array.from({ length: 100 }, (_, i) => opened(String(batch * 100 + i))));
      await sequenceEvents(ctx.installation);
      await stream.catchUp();
    }
    expect(await read).toEqual(Array.from({ length: 600 }, (_, i) => String(i)));
    await expect(stalled.next()).rejects.toThrow(SlowConsumer);
    expect((await stalled.next()).done).toBe(true);
  });

  it('leaves nothing behind when its reader goes away while it waits', async () => {
    const stream = await openStream(ctx.installation);
    const subscriptions = Array.from({ length: 50 }, () => stream.subscribe(1, filter));
    const waiting = subscriptions.map((subscription) => subscription.next());
    await Promise.all(subscriptions.map((subscription) => subscription.return()));
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
    expect(stream.subscriberCount).toBe(0);
  });
});
