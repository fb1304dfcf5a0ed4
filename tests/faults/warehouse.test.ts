import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../support/clickhouse-http.ts';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

const ANSWER_WITHIN_MS = 5_000;
const MEMORY = {
  code: 241,
  type: 'MEMORY_LIMIT_EXCEEDED',
  message: '(total) memory limit exceeded',
};

describe.runIf(ARE_ALL_WANTED)('nothing is lost, doubled or miscounted when the warehouse', () => {
  const faults = useWorld();

  it.each<[string, Fault]>([
    ['refuses', { kind: 'REFUSE', ...MEMORY }],
    ['says nothing', { kind: 'HANG', toPings: true }],
    ['breaks off in the middle of its answers', { kind: 'CUT' }],
    ['freezes in the middle of its answers', { kind: 'FREEZE' }],
    ['fails in the middle of its answers', { kind: 'FAIL_LATE', ...MEMORY }],
  ])('%s, and whoever asks is answered in time', (_, fault) =>
    faults.survive(async () => {
      const { world, recorder } = faults;
      const from = performance.now();
      world.standIn.fault = fault;
      await seconds(10);
      world.standIn.fault = undefined;
      expect(recorder.answersSince(from)).toBeGreaterThan(0);
      expect(recorder.slowestSince(from)).toBeLessThan(ANSWER_WITHIN_MS);
      await forgetFailures();
    }),
  );

  it('has columns of other types', () =>
    faults.survive(async () => {
      const { loader } = faults.world;
      const command = (query: string) => loader.command({ query });
      await command('RENAME TABLE sup_stat.dif_errors TO sup_stat.right_errors');
      await command(
        `CREATE TABLE sup_stat.dif_errors ENGINE = MergeTree ORDER BY tuple() AS
         SELECT toString(dt) AS dt, concat('№ ', toString(supid)) AS supid, toString(error_id) AS error_id
         FROM sup_stat.right_errors`,
      );
      await seconds(10);
      await command('DROP TABLE sup_stat.dif_errors');
      await command('RENAME TABLE sup_stat.right_errors TO sup_stat.dif_errors');
      await forgetFailures();
    }));

  /** As if the minute had passed after which a run that failed is tried again. */
  async function forgetFailures(): Promise<void> {
    await faults.world.owner.query(
      `UPDATE job_run SET finished_at = finished_at - interval '1 minute' WHERE state = 'FAILED'`,
    );
  }
});
