import { describe, it, vi } from 'vitest';
import { freeze, inMidBackfill, replaceServer } from './harm.ts';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

describe.runIf(ARE_ALL_WANTED)('nothing is lost, doubled or miscounted when', () => {
  const faults = useWorld();

  it('a server is killed and another started', () =>
    faults.survive(() => replaceServer(faults.world, 'SIGKILL')));

  it('servers are ended and started faster than they can work', () =>
    faults.survive(async () => {
      for (let i = 0; i < 3; i++)
        await replaceServer(faults.world, i === 1 ? 'SIGKILL' : 'SIGTERM');
    }));

  it('a worker is killed in the middle of a job', () =>
    faults.survive(async (newcomer) => {
      const { world } = faults;
      const [worker] = world.workers;
      await inMidBackfill(world, newcomer, () => world.endWorker(worker!, 'SIGKILL'));
      await world.startWorker();
    }));

  it('a server stands still for 20 s', () =>
    faults.survive(() => freeze(faults.world.members[0]!.process.child, 20_000)));

  it('a worker stands still for 20 s in the middle of a job', () =>
    faults.survive(async (newcomer) => {
      const { world } = faults;
      const [worker] = world.workers;
      await inMidBackfill(world, newcomer, async () => void worker!.child.kill('SIGSTOP'));
      await seconds(20);
      worker!.child.kill('SIGCONT');
    }));
});
