import { describe, it, vi } from 'vitest';
import { dropSockets, loseAnswers } from './harm.ts';
import { ARE_ALL_WANTED, seconds, useWorld } from './survive.ts';

vi.setConfig({ testTimeout: 240_000 });

const LARGE = { text: 'x'.repeat(12_000) }; // a minute of it is more than any socket holds

describe.runIf(ARE_ALL_WANTED)('nothing is lost, doubled or miscounted when', () => {
  const faults = useWorld();

  it('commits are made and their answers lost', () =>
    faults.survive(() => loseAnswers(faults.world, 100)));

  it('all sockets are dropped at once, again and again', () =>
    faults.survive(async () => {
      for (let i = 0; i < 5; i++) {
        dropSockets(faults.world);
        await seconds(1);
      }
    }));

  it('the network to Postgres swallows what is sent', () =>
    faults.survive(async () => {
      faults.world.network.swallow(true);
      await seconds(10);
      faults.world.network.swallow(false);
    }));

  it('readers stop reading for 15 s, under much to read', () =>
    faults.survive(async () => {
      const { load } = faults;
      load.extra = LARGE;
      for (const subscriber of load.subscribers.slice(1)) subscriber.pause();
      await seconds(15);
      for (const subscriber of load.subscribers) subscriber.resume();
      load.extra = {};
    }));
});
