import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents, type EventKind } from '../../server/events/append.ts';
import { CursorExpired, type Position } from '../../server/events/cursor.ts';
import { readCompanyAfter, readLogState } from '../../server/events/log.ts';
import { pruneHistory } from '../../server/events/prune.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const TODAY = '2026-11-20';
const LAST_KEPT = '2025-10-16T00:00:00+03:00'; // 400 days before, when the day begins in Moscow
const JUST_BEFORE = '2025-10-15T23:59:59+03:00';

async function append(kind: EventKind, at: string, companyId = ctx.company.id) {
  await inTransaction(ctx.installation.pg, async (client) => {
    await appendEvents(client, [
      { companyId, kind, entityId: at, actor: { id: null, name: 'tester' }, payload: {} },
    ]);
    await client.query('UPDATE event SET at = $1::timestamptz WHERE entity_id = $2', [at, at]);
  });
}

const prune = () => pruneHistory(ctx, TODAY, async () => undefined);
const kinds = async () =>
  (await ctx.db.event.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind);

describe('prune', () => {
  it('forgets what is older than 400 business days, to the second, and keeps what is not', async () => {
    await append('investigation.opened', JUST_BEFORE);
    await append('job.finished', LAST_KEPT);
    await sequenceEvents(ctx.installation);
    expect((await prune()).rows).toBe(1);
    expect(await kinds()).toEqual(['job.finished']);
    expect((await prune()).rows).toBe(0);
  });

  it('keeps decisions for good', async () => {
    const decisions = ['resolved', 'unresolved', 'reopened', 'noted'] as const;
    for (const decision of decisions)
      await append(`investigation.${decision}`, '2020-01-01T00:00Z');
    await sequenceEvents(ctx.installation);
    expect((await prune()).rows).toBe(0);
  });

  it('leaves an event alone that has no number yet: nobody has seen it', async () => {
    await append('investigation.opened', JUST_BEFORE);
    expect((await prune()).rows).toBe(0);
  });

  it('touches no other company', async () => {
    await append('investigation.opened', JUST_BEFORE, ctx.company.id + 1);
    await sequenceEvents(ctx.installation);
    expect((await prune()).rows).toBe(0);
  });

  it('makes cursors expire that point before what is gone, and no later ones', async () => {
    await append('investigation.opened', JUST_BEFORE);
    await append('job.finished', LAST_KEPT);
    await sequenceEvents(ctx.installation);
    await prune();
    const { epoch, prunedThrough } = await readLogState(ctx.pg);
    const read = (seq: bigint) =>
      readCompanyAfter(ctx.pg, ctx.company.id, { epoch, seq } satisfies Position, 10);
    await expect(read(prunedThrough - 1n)).rejects.toThrow(CursorExpired);
    expect(await read(prunedThrough)).toHaveLength(1);
  });

  it('goes on numbering where it was, even when the whole log is gone', async () => {
    await append('investigation.opened', JUST_BEFORE);
    await sequenceEvents(ctx.installation);
    const { seq } = await readLogState(ctx.pg);
    await prune();
    await append('investigation.opened', LAST_KEPT);
    await sequenceEvents(ctx.installation);
    expect((await readLogState(ctx.pg)).seq).toBe(seq + 1n);
  });
});
