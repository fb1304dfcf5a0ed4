import { describe, expect, it } from 'vitest';
import { gaps, stripDays } from '../../web/src/lib/feeds/calendar.ts';

const today = '2026-11-20'; // a Friday
const file = (date: string, errors = 0) => ({ date, hadFile: true, errors });
const failure = (date: string) => ({ date, hadFile: false, errors: 2 });

describe('the strip of days', () => {
  it('ends today and tells each kind of day apart', () => {
    const days = [file('2026-11-17'), failure('2026-11-18'), file('2026-11-19', 1)];
    const strip = stripDays(days, { today, length: 4, due: null });
    expect(strip.map((day) => [day.date, day.kind])).toEqual([
      ['2026-11-17', 'file'],
      ['2026-11-18', 'failure'],
      ['2026-11-19', 'both'],
      ['2026-11-20', 'nothing'],
    ]);
  });

  it('goes on to the next expected day', () => {
    const strip = stripDays([], { today, length: 2, due: '2026-11-23' });
    expect(strip.slice(2).map((day) => [day.date, day.kind, day.due, day.weekend])).toEqual([
      ['2026-11-21', 'ahead', false, true],
      ['2026-11-22', 'ahead', false, true],
      ['2026-11-23', 'ahead', true, false],
    ]);
  });

  it('marks an expected day that has passed in its place', () => {
    const strip = stripDays([], { today, length: 3, due: '2026-11-19' });
    expect(strip.map((day) => day.due)).toEqual([false, true, false]);
  });

  it('does not stretch to an expected day more than four weeks ahead', () => {
    expect(stripDays([], { today, length: 3, due: '2026-12-19' })).toHaveLength(3);
  });

  it('knows where a month begins', () => {
    const strip = stripDays([], { today: '2026-11-02', length: 3, due: null });
    expect(strip.map((day) => day.opensMonth)).toEqual([false, true, false]);
  });
});

describe('gaps', () => {
  it('are the days between neighbouring days with a file', () => {
    const days = [
      file('2026-11-10'),
      failure('2026-11-11'),
      file('2026-11-12'),
      file('2026-11-19'),
    ];
    expect(gaps(days)).toEqual([
      { endedOn: '2026-11-12', days: 2 },
      { endedOn: '2026-11-19', days: 7 },
    ]);
  });

  it('need two files', () => {
    expect(gaps([file('2026-11-10')])).toEqual([]);
  });
});
