import type pg from 'pg';
import type { Context } from '../core/context.ts';
import { inTransaction, readStatement } from '../core/postgres.ts';

/** The channel of the empty wake-ups. */
export const WAKE_UP_CHANNEL = 'pricelens_events';

const BATCH = 1_000;

const LOCK = readStatement('events/lock-sequencer').text;
const numberEvents = readStatement('events/sequence');

/**
 * Gives committed events their `seq` until none is left. Any process may run it at any time: the one
 * that gets the lock does the work, the others have nothing to do.
 *
 * Numbers are given after the commit because a number taken while writing (a serial) becomes visible
 * in commit order, not in its own: a reader that has passed 42 would never see a 41 that commits late.
 *
 * @returns how many events it numbered; and whether another process was at it, which may have looked
 *   before the last commit here
 */
export async function sequenceEvents({
  pg,
}: Pick<Context, 'pg'>): Promise<{ numbered: number; isBusy: boolean }> {
  let numbered = 0;
  for (;;) {
    const count = await inTransaction(pg, sequenceBatch, LOCK);
    if (count === 'busy') return { numbered, isBusy: true };
    numbered += count;
    if (count < BATCH) return { numbered, isBusy: false };
  }
}

async function sequenceBatch(
  client: pg.PoolClient,
  [lock]: readonly pg.QueryResultRow[],
): Promise<number | 'busy'> {
  if (lock?.['mine'] !== true) return 'busy';
  const { rowCount } = await client.query({ ...numberEvents, values: [BATCH] });
  return rowCount ?? 0;
}

/** Outside any business transaction, because a full notify queue fails the commit it is part of. */
export async function wakeReaders({ pg }: Pick<Context, 'pg'>): Promise<void> {
  await pg.query(`NOTIFY ${WAKE_UP_CHANNEL}`);
}
