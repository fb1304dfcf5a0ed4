import { describe, expect, it } from 'vitest';
import { runInWorker } from '../../../server/investigations/preview/run-in-worker.ts';
import { Turnstile } from '../../../server/investigations/preview/turnstile.ts';

const run = (script: string, timeoutMs = 60_000) =>
  runInWorker(new URL(`./workers/${script}.ts`, import.meta.url), null, { timeoutMs, heapMb: 64 });

describe('a worker', () => {
  it('that never ends is ended, and the next one works', async () => {
    expect(await run('forever', 100)).toEqual({ state: 'TIMED_OUT' });
    expect(await run('polluter')).toMatchObject({ state: 'ANSWERED' });
  });

  it('that takes all memory is ended', async () => {
    expect(await run('hoarder')).toEqual({ state: 'OUT_OF_MEMORY' });
  });

  it('that crashes says why', async () => {
    expect(await run('thrower')).toMatchObject({
      state: 'CRASHED',
      error: { message: 'a file that nobody thought of' },
    });
  });

  it('leaves nothing to the next one, and is told no secrets', async () => {
    const clean = { state: 'ANSWERED', answer: { before: [], env: [] } };
    expect(await run('polluter')).toEqual(clean);
    expect(await run('polluter')).toEqual(clean);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a turnstile', () => {
  it('lets two in, has one wait, and turns the next away', async () => {
    const turnstile = new Turnstile({ atOnce: 2, mayWait: 1 });
    const inside: string[] = [];
    const doors = new Map<string, () => void>();
    const pass = (name: string) =>
      turnstile.pass(async () => {
        inside.push(name);
        await new Promise<void>((open) => doors.set(name, open));
        return name;
      });
    const [first, , third] = [pass('first'), pass('second'), pass('third')];
    expect(await pass('fourth')).toBeUndefined();
    expect(inside).toEqual(['first', 'second']);
    doors.get('first')!();
    expect(await first).toBe('first');
    await expect.poll(() => inside).toEqual(['first', 'second', 'third']);
    doors.get('third')!();
    expect(await third).toBe('third');
  });

  it('gives its place back where somebody failed', async () => {
    const turnstile = new Turnstile({ atOnce: 1, mayWait: 0 });
    await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turnstile.pass(() => Promise.resolve('in'))).toBe('in');
  });
});
