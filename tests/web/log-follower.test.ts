import { describe, expect, it } from 'vitest';
import {
  LogFollower,
  type Ending,
  type FollowerStatus,
  type LogLine,
  type LogPage,
  type LogReader,
  type Watcher,
} from '../../web/src/lib/live/log-follower.ts';
import { FakeClock, settled } from './fake-clock.ts';

const SECOND = 1_000;
const PAGE = 2;
const cursorOf = (n: number) => `c${n}`;
const placeOf = (cursor: string) => Number(cursor.slice(1));

interface Thing {
  cursor: string;
}

/** A log that can be cut off, refuse, or be replaced, as a server's can. */
class Log implements LogLine<Thing> {
  length = 0;
  readFrom: string[] = [];
  watchedFrom: string[] = [];
  /** Thrown by every read; undefined while the server answers. */
  down: Ending | undefined;
  /** How a watch ends as soon as it has begun. */
  refusal: Ending | undefined;
  isMute = false;
  watchers = new Set<Watcher<Thing>>();

  read = (after: string): Promise<LogPage<Thing>> => {
    this.readFrom.push(after);
    if (this.down) return Promise.reject(this.down as Error);
    const from = placeOf(after);
    const to = Math.min(from + PAGE, this.length);
    const entries = Array.from({ length: to - from }, (_, i) => ({
      cursor: cursorOf(from + i + 1),
    }));
    return Promise.resolve({ entries, endCursor: cursorOf(to), hasMore: to < this.length });
  };

  explain = (error: unknown) => error as Ending;

  watch = (after: string, watcher: Watcher<Thing>): (() => void) => {
    this.watchedFrom.push(after);
    this.watchers.add(watcher);
    queueMicrotask(() => {
      if (!this.isMute) watcher.opened();
      if (this.refusal) watcher.ended(this.refusal);
    });
    return () => {
      if (this.watchers.delete(watcher)) watcher.ended({}); // a socket that is closed says so
    };
  };

  append(count = 1): void {
    for (let i = 0; i < count; i += 1) {
      this.length += 1;
      this.watchers.forEach((watcher) => watcher.entry({ cursor: cursorOf(this.length) }));
    }
  }

  end(ending: Ending = {}): void {
    this.watchers.forEach((watcher) => watcher.ended(ending));
  }
}

async function follow({ from = 0, log = new Log() } = {}) {
  const clock = new FakeClock();
  const taken: number[] = [];
  const statuses: FollowerStatus[] = [];
  const anew: string[] = [];
  const reader: LogReader<Thing> = {
    take: ({ cursor }) => taken.push(placeOf(cursor)),
    shown: () => Promise.resolve(),
    startAnew: () => {
      anew.push(cursorOf(log.length));
      return Promise.resolve(cursorOf(log.length));
    },
    changed: (status) => statuses.push(status),
  };
  const follower = new LogFollower(log, reader, clock);
  follower.start(cursorOf(from));
  await clock.move(SECOND);
  const phase = () => statuses.at(-1)?.phase;
  const phases = () => statuses.map((status) => status.phase);
  return { log, clock, taken, statuses, anew, reader, follower, phase, phases };
}

describe('following', () => {
  it('takes what came between the fetch and the subscription, and what comes after, each once', async () => {
    const log = new Log();
    log.append(5);
    const { taken, phase } = await follow({ from: 2, log });
    log.append(2);
    expect(taken).toEqual([3, 4, 5, 6, 7]);
    expect(log.watchedFrom).toEqual(['c5']);
    expect(phase()).toBe('live');
  });

  it('goes on from the last entry it took when the line breaks, without a gap or a repetition', async () => {
    const { log, clock, taken, phases } = await follow();
    log.append(3);
    log.end();
    log.append(4);
    await clock.move(3 * SECOND);
    log.append();
    expect(log.readFrom[1]).toBe('c3');
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(phases()).toEqual(['live', 'not live', 'catching up', 'live']);
  });

  it('takes an entry that is told twice once', async () => {
    const { log, taken } = await follow();
    log.append(2);
    log.watchers.forEach((watcher) => watcher.entry({ cursor: 'c2' }));
    expect(taken).toEqual([1, 2]);
  });

  it('does not hear what a line that was given up still says', async () => {
    const { log, clock, taken } = await follow();
    const [old] = log.watchers;
    log.end();
    await clock.move(3 * SECOND);
    old?.entry({ cursor: 'c9' });
    old?.ended({ code: 'CURSOR_RESET' });
    await clock.move(3 * SECOND);
    expect(taken).toEqual([]);
    expect(log.watchers.size).toBe(1);
  });

  it('remembers what it took after a cursor that it knows', async () => {
    const { log, follower } = await follow();
    log.append(3);
    expect(follower.takenAfter('c1')?.map(({ cursor }) => cursor)).toEqual(['c2', 'c3']);
    expect(follower.takenAfter('elsewhere')).toBeUndefined();
  });

  it('leaves nothing running when it is stopped', async () => {
    const { log, clock, follower, taken } = await follow();
    follower.stop();
    log.append();
    await clock.move(60 * SECOND);
    expect([taken, log.watchers.size, log.readFrom.length]).toEqual([[], 0, 1]);
  });
});

describe('what it says of itself', () => {
  it('is not live before what was taken is shown', async () => {
    const { log, clock, reader, phase } = await follow();
    let show = () => {};
    reader.shown = () => new Promise((resolve) => (show = resolve));
    log.end();
    await clock.move(3 * SECOND);
    expect(phase()).toBe('catching up');
    show();
    await clock.move(SECOND);
    expect(phase()).toBe('live');
  });

  it('tells since when it is not live and as of when the rest is', async () => {
    const { log, clock, statuses } = await follow();
    const [watcher] = log.watchers;
    await clock.move(7 * SECOND);
    watcher?.alive();
    const aliveAt = clock.now();
    await clock.move(4 * SECOND);
    log.down = {};
    log.end();
    await clock.move(60 * SECOND);
    expect(statuses.at(-1)).toMatchObject({ phase: 'not live', since: aliveAt, asOf: aliveAt });
    log.down = undefined;
    await clock.move(30 * SECOND);
    expect(statuses.at(-1)).toEqual({ phase: 'live' });
  });

  it('does not call itself live when the server refuses, keeps up by reading, and says what was said', async () => {
    const log = new Log();
    log.refusal = { message: 'There are too many.' };
    const { clock, taken, statuses, phases } = await follow({ log });
    log.append(3);
    await clock.move(30 * SECOND);
    expect(phases()).not.toContain('live');
    expect(taken).toEqual([1, 2, 3]);
    expect(statuses.at(-1)).toMatchObject({ phase: 'not live', refusal: 'There are too many.' });
    expect(statuses.at(-1)?.asOf).toBeGreaterThan(statuses.at(-1)?.since ?? Infinity);
  });

  it('does not call itself live while the server may still refuse', async () => {
    const log = new Log();
    log.isMute = true;
    const { clock, phases } = await follow({ log });
    const [watcher] = log.watchers;
    watcher?.opened();
    await clock.move(200);
    watcher?.ended({ message: 'There are too many.' });
    expect(phases()).toEqual(['not live']);
  });

  it('gives up a server that accepts a connection and never answers', async () => {
    const log = new Log();
    log.isMute = true;
    const { clock, phase } = await follow({ log });
    await clock.move(14.5 * SECOND);
    expect(phase()).toBe('not live');
    log.isMute = false;
    await clock.move(3 * SECOND);
    expect(phase()).toBe('live');
  });

  it('says that it catches up from the moment the machine wakes', async () => {
    const { log, follower, clock, taken, phases } = await follow();
    log.watchers.clear(); // dead, and nobody has told
    log.append(3);
    follower.distrust();
    expect(phases().at(-1)).toBe('catching up');
    await clock.move(SECOND);
    expect([taken, phases().at(-1)]).toEqual([[1, 2, 3], 'live']);
  });
});

describe('trying again', () => {
  it.each([0, 0.999])('waits longer each time and never above 30 s (chance %d)', async (chance) => {
    const { log, clock } = await follow();
    clock.chance = chance;
    const attempts: number[] = [];
    const { read } = log;
    log.read = (after) => {
      attempts.push(clock.now());
      return read(after);
    };
    log.down = {};
    log.end();
    await clock.move(300 * SECOND);
    const waits = attempts.slice(1).map((at, i) => at - attempts[i]!); // both are of one list
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16].map((s) => s * SECOND * (0.5 + chance)));
    expect(Math.max(...waits)).toBeCloseTo(20 * SECOND * (0.5 + chance));
    expect(Math.max(...waits)).toBeLessThan(30 * SECOND);
  });

  it('does not wait when the network is back', async () => {
    const { log, clock, follower, phase } = await follow();
    log.down = {};
    log.end();
    await clock.move(100 * SECOND);
    log.down = undefined;
    follower.retryNow();
    await clock.move(SECOND);
    expect(phase()).toBe('live');
  });

  it('begins with short waits again after it was live for a while, not at once', async () => {
    const { log, clock, phase } = await follow();
    for (let i = 0; i < 5; i += 1) {
      log.end();
      await clock.move(30 * SECOND);
    }
    log.end();
    await clock.move(2 * SECOND);
    expect(phase()).toBe('live');
    for (let i = 0; i < 3; i += 1) {
      log.end();
      await clock.move(9 * SECOND);
    }
    log.end();
    await clock.move(2 * SECOND);
    expect(phase()).toBe('not live');
  });
});

describe('what the server asks for', () => {
  it.each(['SLOW_CONSUMER', 'SERVER_STOPPING'])(
    'goes on from the cursor of %s and stays as of then',
    async (code) => {
      const { log, clock, taken, phases } = await follow();
      log.append(5);
      log.end({ code, cursor: 'c3', message: 'Go on from there.' });
      log.append(2);
      expect(phases().at(-1)).toBe('catching up');
      await clock.move(3 * SECOND);
      expect(log.readFrom[1]).toBe('c3');
      expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(phases()).toEqual(['live', 'catching up', 'live']);
    },
  );

  it.each(['CURSOR_RESET', 'CURSOR_EXPIRED'])(
    'has all fetched anew on %s and follows from there',
    async (code) => {
      const { log, clock, taken, anew } = await follow();
      log.append(5);
      log.length = 2; // another log, whose cursors may be the same
      log.end({ code });
      await clock.move(3 * SECOND);
      log.append();
      expect(anew).toEqual(['c2']);
      expect(taken).toEqual([1, 2, 3, 4, 5, 3]);
    },
  );

  it('does the same when it learns it while it catches up', async () => {
    const { log, clock, anew, phase } = await follow();
    log.down = { code: 'CURSOR_EXPIRED' };
    log.end();
    await clock.move(1.2 * SECOND);
    log.down = undefined;
    await clock.move(5 * SECOND);
    expect(anew).toEqual(['c0']);
    expect(phase()).toBe('live');
  });

  it('tries again when it could not be fetched anew', async () => {
    const { log, clock, reader, anew, phase } = await follow();
    const { startAnew } = reader;
    reader.startAnew = () => Promise.reject({} as Error);
    log.end({ code: 'CURSOR_RESET' });
    await clock.move(5 * SECOND);
    expect(phase()).toBe('not live');
    reader.startAnew = startAnew;
    await clock.move(30 * SECOND);
    await settled();
    expect([anew, phase()]).toEqual([['c0'], 'live']);
  });
});
