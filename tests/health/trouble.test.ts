import { describe, expect, it } from 'vitest';
import { eventTrouble, jobTrouble, warehouseTrouble } from '../../server/health/trouble.ts';

const at = (time: string, day = '2026-11-20') => new Date(`${day}T${time}+03:00`);
const JOB = { name: 'refresh', dailyAt: '06:30' };
const COMPANY = { timeZone: 'Europe/Moscow', createdAt: at('12:00:00', '2026-01-01') };

type Newest = NonNullable<Parameters<typeof jobTrouble>[3]>;

function run(changes: Partial<Newest>): Newest {
  const today = { forDate: '2026-11-20', startedAt: at('06:30:05'), finishedAt: at('06:31:00') };
  return { state: 'DONE', ...today, ...changes };
}

const kind = (time: string, newest?: Newest, company = COMPANY) =>
  jobTrouble(at(time), company, JOB, newest)?.kind;

describe('a job', () => {
  const yesterday = run({ forDate: '2026-11-19' });

  it('is in trouble an hour after the clock asked for it', () => {
    expect(kind('07:29:59', yesterday)).toBeUndefined();
    expect(jobTrouble(at('07:30:00'), COMPANY, JOB, yesterday)).toEqual({
      kind: 'JOB_DID_NOT_RUN',
      job: 'refresh',
      since: at('06:30:00'),
    });
  });

  it.each([
    ['DONE', {}, undefined],
    ['CANCELLED', {}, undefined],
    ['FAILED', {}, 'JOB_DID_NOT_RUN'],
    ['QUEUED', {}, 'JOB_DID_NOT_RUN'],
    ['RUNNING', { startedAt: at('10:00:00') }, undefined],
    ['RUNNING', { startedAt: at('08:59:59') }, 'JOB_DID_NOT_RUN'],
  ] as const)('whose run of the day is %s by noon %o: %s', (state, changes, expected) => {
    expect(kind('12:00:00', run({ state, ...changes }))).toBe(expected);
  });

  it('that is parked is in trouble at once, and until it runs again', () => {
    const parked = run({ state: 'PARKED', finishedAt: at('06:51:00') });
    expect(jobTrouble(at('06:52:00'), COMPANY, JOB, parked)).toMatchObject({
      kind: 'JOB_PARKED',
      since: at('06:51:00'),
    });
  });

  it('that never ran is in trouble unless the company is new', () => {
    expect(kind('12:00:00')).toBe('JOB_DID_NOT_RUN');
    const fresh = { ...COMPANY, createdAt: at('06:30:01') };
    expect(kind('12:00:00', undefined, fresh)).toBeUndefined();
  });
});

describe('a warehouse', () => {
  it.each([
    [null, undefined],
    ['2026-11-20', undefined],
    ['2026-11-17', undefined], // a weekend and a day
    ['2026-11-16', 'WAREHOUSE_STOPPED_GROWING'],
  ])('whose newest day is %s: %s', (day, expected) => {
    expect(warehouseTrouble(at('00:01:00'), COMPANY, day)?.kind).toBe(expected);
  });
});

describe('events', () => {
  it.each([
    [0, 0, undefined],
    [10, 10, undefined],
    [11, 0, at('11:59:49')],
    [0, 60, at('11:59:00')],
  ])(
    'that wait %i s for a number and %i s for a reader: late since %s',
    (number, reader, since) => {
      const log = { unnumbered: 1, sequencerLagS: number, readerLagS: reader };
      expect(eventTrouble(at('12:00:00'), log)?.since).toEqual(since);
    },
  );
});
