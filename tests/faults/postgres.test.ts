import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { killListeners } from './harm.ts';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

const ANSWER_WITHIN_MS = 5_000;

describe.runIf(ARE_ALL_WANTED)('nothing is lost, doubled or miscounted when', () => {
  const faults = useWorld();

  /** Whoever asked meanwhile has had an answer, good or bad, in time. */
  async function expectAnswers(during: () => Promise<unknown>): Promise<void> {
    const { recorder } = faults;
    const from = performance.now();
    await during();
    expect(recorder.answersSince(from)).toBeGreaterThan(0);
    expect(recorder.slowestSince(from)).toBeLessThan(ANSWER_WITHIN_MS);
  }

  it('Postgres is killed', () =>
    faults.survive(() => faults.world.postgres.signal('SIGKILL', 'server')));

  it('Postgres ends in good order, and is started again', () =>
    faults.survive(() => faults.world.postgres.signal('SIGINT', 'server')));

  it('one process of Postgres is killed, and Postgres recovers from that', () =>
    faults.survive(async () => {
      const { world } = faults;
      const { rows } = await world.owner.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'LISTEN%' LIMIT 1`,
      );
      process.kill(rows[0]!.pid, 'SIGKILL');
    }));

  it('nobody hears of events', () =>
    faults.survive(async () => {
      for (let i = 0; i < 5; i++) {
        await killListeners(faults.world);
        await seconds(2);
      }
    }));

  it('Postgres stands still for 20 s, and whoever asks is answered in time', () =>
    faults.survive(() =>
      expectAnswers(async () => {
        const { postgres } = faults.world;
        await postgres.signal('SIGSTOP', 'all');
        try {
          await seconds(20);
        } finally {
          await postgres.signal('SIGCONT', 'all');
        }
      }),
    ));

  it('Postgres has no connection left, and whoever asks is answered in time', () =>
    faults.survive(() =>
      expectAnswers(async () => {
        const { network, postgres } = faults.world;
        const occupiers: pg.Client[] = [];
        network.dropAll();
        for (;;) {
          const occupier = new pg.Client({ connectionString: postgres.url });
          occupier.on('error', () => undefined);
          const isIn = await occupier.connect().then(
            () => true,
            () => false,
          );
          if (!isIn) break;
          occupiers.push(occupier);
        }
        await seconds(8);
        await Promise.all(occupiers.map((occupier) => occupier.end()));
      }),
    ));
});
