import { describe, expect, it } from 'vitest';
import { batched } from '../../server/core/batched.ts';

describe('a question about many things', () => {
  const owner = {};
  const calls: number[][] = [];
  const double = (key: number, question = 'double') =>
    batched(owner, question, key, async (keys: number[]) => {
      calls.push(keys);
      return new Map(keys.filter((k) => k > 0).map((k) => [k, k * 2]));
    });

  it('is asked once for all that is asked in a turn, each thing once', async () => {
    calls.length = 0;
    expect(await Promise.all([double(1), double(2), double(1), double(0)])).toEqual([
      2,
      4,
      2,
      undefined,
    ]);
    expect(calls).toEqual([[1, 2, 0]]);
  });

  it('is asked anew in the next turn', async () => {
    calls.length = 0;
    await double(1);
    await double(1);
    expect(calls).toEqual([[1], [1]]);
  });

  it('is not mixed up with another', async () => {
    calls.length = 0;
    await Promise.all([double(1), double(2, 'of another company')]);
    expect(calls).toEqual([[1], [2]]);
  });

  it('fails for all who asked, and not for those who ask later', async () => {
    const fail = () => batched(owner, 'fail', 1, () => Promise.reject(new Error('lost')));
    const outcomes = await Promise.allSettled([fail(), fail()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await batched(owner, 'fail', 1, async () => new Map([[1, 'back']]))).toBe('back');
  });
});
