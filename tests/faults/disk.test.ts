import { describe, expect, it, vi } from 'vitest';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

// A disk of its own takes Linux and root's rights.
describe.runIf(ARE_ALL_WANTED && process.getuid?.() === 0 && process.platform === 'linux')(
  'nothing is lost, doubled or miscounted when',
  () => {
    const faults = useWorld({ hasSmallDisk: true });

    it('the disk of Postgres is full and freed', () =>
      faults.survive(async () => {
        const { disk } = faults.world;
        expect(disk).toBeDefined();
        await disk!.fill();
        await seconds(10);
        await disk!.free();
      }));
  },
);
