import { describe, it, vi } from 'vitest';
import { dropSockets } from './harm.ts';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

describe.runIf(ARE_ALL_WANTED)('nothing is lost, doubled or miscounted when', () => {
  const faults = useWorld();

  it('the clock of one of two workers is ahead by 20 minutes', () =>
    faults.survive(async () => {
      await faults.world.startWorker(20);
      await seconds(15);
    }));

  it('that worker is gone, and what it left behind was of a time to come', () =>
    faults.survive(() => faults.world.endWorker(faults.world.workers[1]!, 'SIGKILL')));

  it('processes and database change their zones', () =>
    faults.survive(async () => {
      const { world } = faults;
      await world.owner.query(`ALTER DATABASE pricelens SET TimeZone = 'America/St_Johns'`);
      await world.restartAll({ TZ: 'Pacific/Kiritimati' });
      dropSockets(world);
    }));
});
