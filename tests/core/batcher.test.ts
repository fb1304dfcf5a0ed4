import { describe, expect, it } from 'vitest';
import { Batcher } from '../../server/core/batcher.ts';

type Outcome = PromiseSettledResult<string>;
const done = (item: number): Outcome => ({ status: 'fulfilled', value: `wrote ${item}` });

/** A batcher whose writes wait until they are let through, in the order they began. */
function heldBatcher(outcome: (item: number) => Outcome = done) {
  const batches: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const batcher = new Batcher<number, string>(async (items) => {
    const gate = Promise.withResolvers<void>();
    batches.push(items);
    gates.push(gate);
    await gate.promise;
    return items.map(outcome);
  });
  return { batcher, batches, gates };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const settle = async () => {
  for (let i = 0; i < 5; i++) await turn();
};

describe('a batcher', () => {
  it('writes at once what arrives alone', async () => {
    const { batcher, batches, gates } = heldBatcher();
    const answer = batcher.add(1);
    await settle();
    expect(batches).toEqual([[1]]);
    gates[0]!.resolve();
    expect(await answer).toBe('wrote 1');
  });

  it('collects what arrives while two batches are on their way', async () => {
    const { batcher, batches, gates } = heldBatcher();
    const answers = [batcher.add(1)];
    await settle();
    answers.push(batcher.add(2));
    await settle();
    answers.push(batcher.add(3), batcher.add(4));
    await settle();
    expect(batches).toEqual([[1], [2]]);
    gates[0]!.resolve();
    await settle();
    expect(batches).toEqual([[1], [2], [3, 4]]);
    for (const gate of gates) gate.resolve();
    expect(await Promise.all(answers)).toEqual(['wrote 1', 'wrote 2', 'wrote 3', 'wrote 4']);
  });

  it('writes no more than 200 at a time', async () => {
    const { batcher, batches, gates } = heldBatcher();
    const answers = Array.from({ length: 450 }, (_, i) => batcher.add(i));
    await settle();
    gates.forEach((gate) => gate.resolve());
    await settle();
    gates.forEach((gate) => gate.resolve());
    await Promise.all(answers);
    expect(batches.map((batch) => batch.length)).toEqual([200, 200, 50]);
  });

  it('answers each for itself', async () => {
    const { batcher, gates } = heldBatcher((item) =>
      item === 1 ? { status: 'rejected', reason: new Error('poisoned') } : done(item),
    );
    const answers = Promise.allSettled([batcher.add(1), batcher.add(2)]);
    await settle();
    gates[0]!.resolve();
    expect(await answers).toEqual([
      { status: 'rejected', reason: new Error('poisoned') },
      { status: 'fulfilled', value: 'wrote 2' },
    ]);
  });

  it('tells every caller when the batch as a whole is lost, and goes on', async () => {
    const { batcher, gates } = heldBatcher();
    const answers = Promise.allSettled([batcher.add(1), batcher.add(2)]);
    await settle();
    gates[0]!.reject(new Error('connection lost'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = batcher.add(3);
    await settle();
    gates[1]!.resolve();
    expect(await next).toBe('wrote 3');
  });
});
