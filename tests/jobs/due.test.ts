import { describe, expect, it } from 'vitest';
import { dueRuns, nextAttemptAt, nextScheduledAt, type KnownRun } from '../../server/jobs/due.ts';

const MOSCOW = 'Europe/Moscow';
const SCHEDULE = [
  { name: 'refresh', description: '', dailyAt: '06:30' },
  { name: 'backfill', description: '', dailyAt: '06:35', after: 'refresh' },
];
const at = (time: string) => new Date(`2026-11-20T${time}+03:00`);

function run(overrides: Partial<KnownRun>): KnownRun {
  return {
    job: 'refresh',
    forDate: '2026-11-20',
    state: 'DONE',
    attempts: 1,
    startedAt: at('06:30:00'),
    finishedAt: at('06:31:00'),
    isAlive: false,
    ...overrides,
  };
}

const due = (time: string, ...runs: KnownRun[]) =>
  dueRuns(at(time), MOSCOW, SCHEDULE, runs).map(({ job, forDate }) => `${job} ${forDate}`);

describe('a run by the clock', () => {
  it('is due from its minute on, in the business time zone', () => {
    const yesterday = [
      run({ forDate: '2026-11-19' }),
      run({ job: 'backfill', forDate: '2026-11-19' }),
    ];
    expect(due('06:29:59', ...yesterday)).toEqual([]);
    expect(due('06:30:00', ...yesterday)).toEqual(['refresh 2026-11-20']);
  });

  it('is not due again once it is done', () => {
    expect(due('12:00:00', run({}), run({ job: 'backfill' }))).toEqual([]);
  });

  it('that was missed is made up, for the newest day only', () => {
    expect(due('05:00:00')).toEqual(['refresh 2026-11-19']);
    expect(due('23:00:00')).toEqual(['refresh 2026-11-20']);
  });

  it('waits for the run it comes after', () => {
    expect(due('06:36:00', run({ state: 'RUNNING', isAlive: true }))).toEqual([]);
    expect(due('06:36:00', run({ state: 'DONE' }))).toEqual(['backfill 2026-11-20']);
  });

  it('does not wait for a day of the other job that nobody will make up any more', () => {
    expect(due('06:33:00', run({ state: 'DONE' }))).toEqual(['backfill 2026-11-19']);
  });

  it('does not wait for ever for one that keeps failing', () => {
    const failed = { state: 'FAILED', finishedAt: at('06:31:00') } as const;
    expect(due('06:31:30', run({ ...failed, attempts: 1 }))).toEqual([]);
    expect(due('06:36:00', run({ ...failed, attempts: 4 }))).toEqual(['backfill 2026-11-20']);
  });
});

describe('a failed run', () => {
  const failed = (attempts: number) =>
    run({ state: 'FAILED', attempts, finishedAt: at('06:31:00') });

  it.each([
    [1, '06:31:59', false],
    [1, '06:32:00', true],
    [2, '06:35:59', false],
    [2, '06:36:00', true],
    [3, '06:46:00', true],
    [4, '23:59:59', false],
  ])('tried %i times is tried again at %s: %s', (attempts, time, expected) => {
    expect(due(time, failed(attempts)).includes('refresh 2026-11-20')).toBe(expected);
  });

  it('tells when it is tried again', () => {
    expect(nextAttemptAt(failed(2))).toEqual(at('06:36:00'));
    expect(nextAttemptAt(failed(4))).toBeNull();
    expect(nextAttemptAt({ ...failed(1), state: 'PARKED' })).toBeNull();
  });

  it('is tried again whatever its day, but not a day later', () => {
    const byHand = run({ ...failed(1), forDate: '2026-10-01' });
    expect(due('06:40:00', run({}), run({ job: 'backfill' }), byHand)).toEqual([
      'refresh 2026-10-01',
    ]);
    const long = { ...byHand, finishedAt: new Date(at('06:31:00').getTime() - 86_400_000) };
    expect(due('06:40:00', run({}), run({ job: 'backfill' }), long)).toEqual([]);
  });

  it.each(['PARKED', 'CANCELLED'] as const)('is left to people once it is %s', (state) => {
    expect(due('12:00:00', run({ state, attempts: 1 }))).toEqual(['backfill 2026-11-20']);
  });
});

describe('a run that has not ended', () => {
  it('is taken up again when whoever ran it is gone', () => {
    expect(due('12:00:00', run({ state: 'RUNNING', isAlive: false }))).toEqual([
      'refresh 2026-11-20',
    ]);
  });

  it.each([
    [1, '06:30:00', true],
    [2, '06:30:59', false],
    [2, '06:31:00', true],
    [3, '06:34:59', false],
    [4, '06:45:00', true],
    [5, '06:45:00', true],
  ])('and was cut off %i times is taken up at %s: %s', (attempts, time, expected) => {
    const cut = run({ state: 'RUNNING', isAlive: false, attempts });
    expect(due(time, cut).includes('refresh 2026-11-20')).toBe(expected);
  });

  it('is left alone while it runs', () => {
    expect(due('12:00:00', run({ state: 'RUNNING', isAlive: true }))).toEqual([]);
  });

  it('that was asked for by hand is started, whatever its day', () => {
    expect(
      due(
        '12:00:00',
        run({}),
        run({ job: 'backfill' }),
        run({ state: 'QUEUED', forDate: '2026-10-01' }),
      ),
    ).toEqual(['refresh 2026-10-01']);
  });
});

it('tells when the clock asks next', () => {
  expect(nextScheduledAt(at('06:29:00'), MOSCOW, '06:30')).toEqual(at('06:30:00'));
  expect(nextScheduledAt(at('06:30:00'), MOSCOW, '06:30')).toEqual(
    new Date('2026-11-21T06:30:00+03:00'),
  );
});
