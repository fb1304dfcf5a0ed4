import { describe, expect, it } from 'vitest';
import { CompanyCache } from '../../server/core/company-cache.ts';

function counter() {
  let calls = 0;
  return async () => ++calls;
}

describe('CompanyCache', () => {
  it('computes once for all who ask at the same time', async () => {
    const cache = new CompanyCache();
    const compute = counter();
    expect(await Promise.all([cache.get(1, 'a', compute), cache.get(1, 'a', compute)])).toEqual([
      1, 1,
    ]);
  });

  it('computes anew after a change of the company, and of no other', async () => {
    const cache = new CompanyCache();
    const compute = counter();
    await cache.get(1, 'a', compute);
    cache.invalidate(2);
    expect(await cache.get(1, 'a', compute)).toBe(1);
    cache.invalidate(1);
    expect(await cache.get(1, 'a', compute)).toBe(2);
  });

  it('stands when what changed is of another time than what it is about', async () => {
    const cache = new CompanyCache();
    const compute = counter();
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
    const day = { first: at(0), last: at(23) };
    const ask = () => cache.get(1, 'a', compute, () => day);
    await ask();
    cache.invalidate(1, { span: { first: at(24), last: at(30) } });
    cache.invalidate(1, { span: { first: at(-5), last: at(-1) } });
    expect(await ask()).toBe(1);
    cache.invalidate(1, { span: { first: at(23), last: at(30) } });
    expect(await ask()).toBe(2);
    cache.invalidate(1, { span: { first: at(-5), last: at(0) } });
    expect(await ask()).toBe(3);
    cache.invalidate(1);
    expect(await ask()).toBe(4);
  });

  it('about all times does not stand when anything changed', async () => {
    const cache = new CompanyCache();
    const compute = counter();
    await cache.get(1, 'a', compute);
    cache.invalidate(1, { span: { first: new Date(0), last: new Date(0) } });
    expect(await cache.get(1, 'a', compute)).toBe(2);
  });

  it('never gives one company the answer of another', async () => {
    const cache = new CompanyCache();
    await cache.get(1, 'a', async () => 'one');
    expect(await cache.get(2, 'a', async () => 'two')).toBe('two');
  });

  it('does not keep an answer that was overtaken by a change while it was computed', async () => {
    const cache = new CompanyCache();
    let finish = (_answer: string) => {};
    const slow = cache.get(1, 'a', () => new Promise<string>((resolve) => (finish = resolve)));
    cache.invalidate(1);
    finish('before the change');
    await slow;
    expect(await cache.get(1, 'a', async () => 'after')).toBe('after');
  });

  it('keeps a newer answer when one that it overtook fails', async () => {
    const cache = new CompanyCache();
    let fail = (_reason: Error) => {};
    const old = cache.get(1, 'a', () => new Promise((_, reject) => (fail = reject)));
    cache.invalidate(1, { span: { first: new Date(0), last: new Date(1) } });
    await cache.get(1, 'a', async () => 'newer');
    fail(new Error('down'));
    await expect(old).rejects.toThrow('down');
    expect(await cache.get(1, 'a', async () => 'computed again')).toBe('newer');
  });

  it('does not keep a failure', async () => {
    const cache = new CompanyCache();
    await expect(cache.get(1, 'a', () => Promise.reject(new Error('down')))).rejects.toThrow(
      'down',
    );
    expect(await cache.get(1, 'a', async () => 'up')).toBe('up');
  });

  it('forgets after five seconds what no event told of', async () => {
    let now = 0;
    const cache = new CompanyCache(() => now);
    const compute = counter();
    await cache.get(1, 'a', compute);
    now = 4_999;
    expect(await cache.get(1, 'a', compute)).toBe(1);
    now = 5_000;
    expect(await cache.get(1, 'a', compute)).toBe(2);
  });
});
