import { describe, expect, it } from 'vitest';
import { CompanyCache } from '../../server/core/company-cache.ts';
import type { Follower, News, Seed } from '../../server/core/followed.ts';

const MINUTE_MS = 60_000;

/** Knows of each change that was made, and gives up at one of the kind `odd`. */
class Changes implements Follower {
  readonly known: string[];

  constructor(known: string[]) {
    this.known = [...known];
  }

  follow({ kind, entityId, payload }: News): boolean {
    this.known.push(`${entityId}${String(payload['version'])}`);
    return kind !== 'odd';
  }
}

/** What is in the database, and how often it was counted. */
function database(made: string[] = []) {
  const state = { made, seq: 0n, ahead: [] as string[], seeds: 0 };
  const seed = async (): Promise<Seed<Changes>> => {
    state.seeds += 1;
    return { follower: new Changes(made), seq: state.seq, ahead: new Set(state.ahead) };
  };
  return { state, seed };
}

const news = (seq: number, id: string, version = 1, kind = 'usual'): News => ({
  seq: BigInt(seq),
  companyId: 1,
  kind,
  entityId: id,
  payload: { version },
});

function listeningCache() {
  const clock = { now: 0 };
  const cache = new CompanyCache(() => clock.now);
  cache.heardAll();
  return { cache, clock };
}

describe('what follows the log', () => {
  it('is computed once and goes on by what it is told', async () => {
    const { cache } = listeningCache();
    const { state, seed } = database();
    const ask = async () => (await cache.follow(1, 'all', seed)).known;
    expect(await ask()).toEqual([]);
    cache.hear(news(1, 'a'), undefined);
    cache.hear({ ...news(2, 'b'), companyId: 2 }, undefined);
    expect(await ask()).toEqual(['a1']);
    expect(state.seeds).toBe(1);
  });

  it('takes nothing in that its beginning has in it, and what came while that was computed', async () => {
    const { cache } = listeningCache();
    const { state, seed } = database(['a1', 'b1']);
    Object.assign(state, { seq: 5n, ahead: ['b 1'] });
    const answer = cache.follow(1, 'all', seed);
    cache.hear(news(5, 'a'), undefined);
    cache.hear(news(6, 'b'), undefined);
    cache.hear(news(7, 'b', 2), undefined);
    expect((await answer).known).toEqual(['a1', 'b1', 'b2']);
  });

  it('waits for the word of what was changed before, and for no later one', async () => {
    const { cache } = listeningCache();
    const { seed } = database();
    const ask = async () => (await cache.follow(1, 'all', seed)).known.length;
    await ask();
    cache.invalidate(1, { told: [{ id: 'a', version: 1 }] });
    const first = ask();
    cache.invalidate(1, { told: [{ id: 'b', version: 1 }] });
    cache.hear(news(1, 'a'), undefined);
    expect(await first).toBe(1);
    const second = ask();
    cache.hear(news(2, 'b'), undefined);
    expect(await second).toBe(2);
  });

  it('does not wait for a word that was faster than the call', async () => {
    const { cache } = listeningCache();
    const { state, seed } = database();
    await cache.follow(1, 'all', seed);
    cache.hear(news(1, 'a'), undefined);
    cache.invalidate(1, { told: [{ id: 'a', version: 1 }] });
    await cache.follow(1, 'all', seed);
    expect(state.seeds).toBe(1);
  });

  it('is computed anew where a word does not come', async () => {
    const { cache } = listeningCache();
    const { state, seed } = database();
    await cache.follow(1, 'all', seed);
    cache.invalidate(1, { told: [{ id: 'a', version: 1 }] });
    await cache.follow(1, 'all', seed);
    expect(state.seeds).toBe(2);
  });

  it.each([
    ['after what it cannot follow', (cache) => cache.hear(news(1, 'a', 1, 'odd'), undefined)],
    ['after a change of which nothing is said', (cache) => cache.invalidate(1)],
    ['in a log that was replaced', (cache) => cache.clear()],
    ['once nobody has read the log for five seconds', (_, clock) => void (clock.now += 5_000)],
    [
      'after five minutes',
      (cache, clock) => {
        clock.now += 5 * MINUTE_MS;
        cache.heardAll();
      },
    ],
  ] as [string, (cache: CompanyCache, clock: { now: number }) => void][])(
    'is computed anew %s',
    async (_name, happen) => {
      const { cache, clock } = listeningCache();
      const { state, seed } = database();
      await cache.follow(1, 'all', seed);
      happen(cache, clock);
      await cache.follow(1, 'all', seed);
      expect(state.seeds).toBe(2);
    },
  );

  it('stays as long as the log is read', async () => {
    const { cache, clock } = listeningCache();
    const { state, seed } = database();
    await cache.follow(1, 'all', seed);
    clock.now = 4 * MINUTE_MS;
    cache.heardAll();
    await cache.follow(1, 'all', seed);
    expect(state.seeds).toBe(1);
  });

  it('is not kept where computing it failed', async () => {
    const { cache } = listeningCache();
    const { state, seed } = database();
    const failing = () => Promise.reject(new Error('down'));
    await expect(cache.follow(1, 'all', failing)).rejects.toThrow('down');
    await cache.follow(1, 'all', seed);
    expect(state.seeds).toBe(1);
  });
});
