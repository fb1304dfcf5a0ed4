import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Member, World } from './world.ts';

/** Ends a server by the signal, and starts another. */
export async function replaceServer(
  world: World,
  signal: NodeJS.Signals,
  member: Member = world.members[0]!, // there are two
): Promise<void> {
  await world.endServer(member, signal);
  await world.startServer();
}

/** Cuts the connections on which wake-ups are heard, and no others. */
export async function killListeners({ owner }: World): Promise<void> {
  const killed = async () => {
    const { rowCount } = await owner.query(
      `SELECT pg_terminate_backend(pid)
       FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
    );
    return rowCount;
  };
  await expect.poll(killed).toBeGreaterThan(0); // they may just be coming back
}

/** Makes every fifth commit, and tells nobody of it. */
export async function loseAnswers({ network }: World, count: number): Promise<void> {
  const before = network.lostAnswers();
  network.loseAnswers(5);
  await expect.poll(() => network.lostAnswers() - before).toBeGreaterThanOrEqual(count);
  network.loseAnswers(0);
}

/** Drops all connections there are: of callers, to Postgres and to the warehouse. */
export function dropSockets({ members, network, warehouseWire }: World): void {
  for (const { front } of members) front.mend();
  network.dropAll();
  warehouseWire.mend();
}

/**
 * Keeps the backfill in the middle of its writing, as if somebody else were just making a supplier that it
 * needs, while something happens.
 */
export async function inMidBackfill(
  { owner }: World,
  newcomer: number,
  happen: () => Promise<unknown>,
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO supplier (company_id, supid) VALUES (1, $1)', [newcomer]);
    await expect.poll(() => isHeldBack(owner)).toBe(true);
    await happen();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

async function isHeldBack(owner: World['owner']): Promise<boolean> {
  const { rowCount } = await owner.query(
    `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'transactionid' AND NOT granted AND datname = current_database()
       AND EXISTS (
           SELECT FROM job_run WHERE job = 'backfill-investigations' AND state = 'RUNNING'
       )`,
  );
  return rowCount! > 0; // the refresh may need the supplier too
}

/** Stops a process where it is, for a while. */
export async function freeze(child: { kill: (signal: NodeJS.Signals) => boolean }, ms: number) {
  child.kill('SIGSTOP');
  await sleep(ms);
  child.kill('SIGCONT');
}
