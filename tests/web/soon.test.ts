import { expect, it } from 'vitest';
import { Soon } from '../../web/src/lib/live/soon.ts';
import { FakeClock, settled } from './fake-clock.ts';

function work({ takesMs = 0 } = {}) {
  const clock = new FakeClock();
  const begunAt: number[] = [];
  const startedAt = clock.now();
  const soon = new Soon(async () => {
    begunAt.push(clock.now() - startedAt);
    if (takesMs) await new Promise<void>((resolve) => clock.after(takesMs, resolve));
  }, clock);
  return { clock, soon, begunAt };
}

it('happens within a second of being asked, once however often it is asked', async () => {
  const { clock, soon, begunAt } = work();
  for (let i = 0; i < 10; i += 1) {
    soon.ask();
    await clock.move(90);
  }
  await clock.move(5_000);
  expect(begunAt).toEqual([1_000]);
});

it('happens once a second while it is asked all the time', async () => {
  const { clock, soon, begunAt } = work();
  for (let i = 0; i < 400; i += 1) {
    soon.ask();
    await clock.move(10);
  }
  expect(begunAt.length).toBeGreaterThanOrEqual(3);
  expect(begunAt.length).toBeLessThanOrEqual(4);
});

it('happens once more when it is asked while it happens, and never twice at a time', async () => {
  const { clock, soon, begunAt } = work({ takesMs: 3_000 });
  soon.ask();
  await clock.move(1_500);
  soon.ask();
  soon.ask();
  await clock.move(20_000);
  expect(begunAt).toEqual([1_000, 5_000]);
});

it('happens at once when it has to be settled, and only if it was asked', async () => {
  const { soon, begunAt } = work();
  await soon.settle();
  expect(begunAt).toEqual([]);
  soon.ask();
  await soon.settle();
  expect(begunAt).toEqual([0]);
});

it('is settled only when what was asked while it happened is done too', async () => {
  const { clock, soon, begunAt } = work({ takesMs: 500 });
  soon.ask();
  await clock.move(1_200);
  soon.ask();
  let isSettled = false;
  void soon.settle().then(() => (isSettled = true));
  await clock.move(400);
  expect([begunAt, isSettled]).toEqual([[1_000, 1_500], false]);
  await clock.move(500);
  expect(isSettled).toBe(true);
});

it('does not happen after it was stopped', async () => {
  const { clock, soon, begunAt } = work();
  soon.ask();
  soon.stop();
  await clock.move(5_000);
  await settled();
  expect(begunAt).toEqual([]);
});
