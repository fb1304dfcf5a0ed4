import type pg from 'pg';
import type { Context } from '../core/context.ts';
import { inTransaction, readStatement } from '../core/postgres.ts';

/** The channel of the empty wake-ups. */
export const WAKE_UP_CHANNEL = 'pricelens_events';

const LOCK_KEY = 7_265_002; // any number that nothing else locks
const BATCH = 1_000;

const numberEvents = readStatement('events/sequence');

/**
 * Gives committed events their `seq` until none is left. Any process may run it at any time: the one
 * that gets the lock does the work, the others have nothing to do.
 *
 * Numbers are given after the commit because a number taken while writing (a serial) becomes visible
 * in commit order, not in its own: a reader that has passed 42 would never see a 41 that commits late.
 *
 * @returns how many events it numbered
 */
export async function sequenceEvents({ pg }: Pick<Context, 'pg'>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await inTransaction(pg, sequenceBatch);
    total += count;
    if (count > 0) await wakeReaders(pg);
    if (count < BATCH) return total;
  }
}

async function sequenceBatch(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1) AS mine',
    [LOCK_KEY],
  );
  if (!rows[0]?.mine) return 0;
  const { rowCount } = await client.query({ ...numberEvents, values: [BATCH] });
  return rowCount ?? 0;
}

/** Outside any business transaction, because a full notify queue fails the commit it is part of. */
async function wakeReaders(pool: pg.Pool): Promise<void> {
  await pool.query(`NOTIFY ${WAKE_UP_CHANNEL}`);
}
