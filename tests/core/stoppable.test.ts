import { describe, expect, it } from 'vitest';
import { batched } from '../../server/core/batched.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { Abandoned, stoppable, stopSignal } from '../../server/core/stoppable.ts';

/** Somebody who asks, and may leave. */
function asker() {
  const stop = new AbortController();
  return {
    ask: <T>(work: () => T) => stoppable(stop.signal, work),
    leave: () => stop.abort(new Abandoned()),
  };
}

/** Work that ends when it is told to, or is stopped. */
function slowWork() {
  const { promise: answer, resolve: finish } = Promise.withResolvers<Map<string, string>>();
  let signal: AbortSignal | undefined;
  return {
    load: () => {
      signal = stopSignal();
      const stopped = new Promise<never>((_, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason as Error));
      });
      return Promise.race([answer, stopped]);
    },
    finish: () => finish(new Map([['key', 'value']])),
    hasBegun: () => signal !== undefined,
    isStopped: () => signal!.aborted,
  };
}

const KINDS = {
  'a batch': (work: ReturnType<typeof slowWork>) => {
    const owner = {};
    return () => batched(owner, 'question', 'key', work.load);
  },
  'a kept answer': (work: ReturnType<typeof slowWork>) => {
    const cache = new CompanyCache();
    return () => cache.get(1, 'question', work.load).then((answer) => answer.get('key'));
  },
};

describe.each(Object.entries(KINDS))('Work for %s', (_, share) => {
  it('goes on while one of those who wait is there, and stops with the last', async () => {
    const work = slowWork();
    const question = share(work);
    const [ann, bob] = [asker(), asker()];
    const answers = Promise.allSettled([ann.ask(question), bob.ask(question)]);
    await expect.poll(work.hasBegun).toBe(true);
    ann.leave();
    expect(work.isStopped()).toBe(false);
    bob.leave();
    expect(work.isStopped()).toBe(true);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('is never stopped for somebody who does not leave', async () => {
    const work = slowWork();
    const question = share(work);
    const ann = asker();
    const answers = [ann.ask(question), question()];
    await expect.poll(work.hasBegun).toBe(true);
    ann.leave();
    expect(work.isStopped()).toBe(false);
    work.finish();
    expect(await Promise.all(answers)).toEqual(['value', 'value']);
  });
});

describe('An answer that is kept', () => {
  it('stays when whoever asked for it leaves', async () => {
    let computed = 0;
    const cache = new CompanyCache();
    const question = () => cache.get(1, 'question', () => Promise.resolve((computed += 1)));
    const ann = asker();
    await ann.ask(question);
    ann.leave();
    expect(await question()).toBe(1);
  });

  it('is computed anew for whoever asks after it was stopped', async () => {
    const [stopped, second] = [slowWork(), slowWork()];
    const cache = new CompanyCache();
    const ann = asker();
    const first = ann.ask(() => cache.get(1, 'question', stopped.load));
    ann.leave();
    const answer = cache.get(1, 'question', second.load); // before the first has failed
    second.finish();
    await expect(first).rejects.toThrow(Abandoned);
    expect((await answer).get('key')).toBe('value');
  });
});
