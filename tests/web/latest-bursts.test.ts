import { describe, expect, it } from 'vitest';
import { inBursts } from '../../web/src/lib/investigations/latest-bursts.ts';

type Kind = 'INVESTIGATION_OPENED' | 'INVESTIGATION_RESOLVED' | 'JOB_FINISHED';

const START = Date.UTC(2026, 10, 20, 9);

/** The event of so many milliseconds ago. */
const event = (msAgo: number, kind: Kind = 'INVESTIGATION_OPENED', actor = 'robot') => ({
  kind,
  actor,
  at: new Date(START - msAgo).toISOString(),
});
const lengths = (events: ReturnType<typeof event>[]) => inBursts(events).map((one) => one.length);

describe('the latest events', () => {
  it('are one piece of news when one did the same to many in one go', () => {
    expect(lengths([0, 10, 20, 30, 40].map((ago) => event(ago)))).toEqual([5]);
  });

  it('are told one by one while there are few', () => {
    expect(lengths([0, 10, 20].map((ago) => event(ago)))).toEqual([1, 1, 1]);
  });

  it('are a burst as long as the next one is not more than a second away', () => {
    const close = [0, 1_000, 2_000, 3_000].map((ago) => event(ago));
    expect(lengths(close)).toEqual([4]);
    expect(lengths([...close.slice(0, 2), event(2_001), event(3_001)])).toEqual([1, 1, 1, 1]);
  });

  it('stay apart by who did them and what was done', () => {
    const others = [
      ...[0, 1, 2, 3].map((ago) => event(ago, 'INVESTIGATION_RESOLVED', 'Anna')),
      ...[4, 5, 6, 7].map((ago) => event(ago, 'INVESTIGATION_RESOLVED', 'Boris')),
      ...[8, 9, 10, 11].map((ago) => event(ago, 'INVESTIGATION_OPENED', 'Boris')),
    ];
    expect(lengths(others)).toEqual([4, 4, 4]);
  });

  it('tell every run of a job', () => {
    const runs = [0, 1, 2, 3].map((ago) => event(ago, 'JOB_FINISHED', 'job prune'));
    expect(lengths(runs)).toEqual([1, 1, 1, 1]);
  });

  it('keep their order', () => {
    const first = event(0, 'JOB_FINISHED');
    const last = event(100, 'INVESTIGATION_RESOLVED');
    const burst = [1, 2, 3, 4].map((ago) => event(ago));
    expect(inBursts([first, ...burst, last])).toEqual([[first], burst, [last]]);
  });
});
