import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatMoment,
  formatTimeOfDay,
  nameDay,
  zoneCity,
} from '../../web/src/lib/ui/time.ts';

const at = Date.parse('2026-11-20T06:41:12Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('how long ago', () => {
  it.each([
    [0, 'just now'],
    [9 * SECOND, 'just now'],
    [40 * SECOND, '40 s ago'],
    [12 * MINUTE, '12 min ago'],
    [59 * MINUTE + 59 * SECOND, '59 min ago'],
    [3 * HOUR, '3 h ago'],
    [47 * HOUR, '47 h ago'],
    [2 * DAY, '2 d ago'],
  ])('%i ms later it is "%s"', (elapsedMs, words) => {
    expect(formatAgo(at, at + elapsedMs)).toBe(words);
  });

  it('forgives a clock that is a little behind the server', () => {
    expect(formatAgo(at, at - 30 * SECOND)).toBe('just now');
  });

  it('tells what is still to come', () => {
    expect(formatAgo(at, at - 5 * HOUR)).toBe('in 5 h');
  });
});

describe('the exact moment', () => {
  it('is told in the business zone, which is named', () => {
    expect(formatMoment(at, 'Europe/Moscow')).toBe('20 Nov 2026, 09:41:12 Moscow');
    expect(formatMoment(at, 'America/New_York')).toBe('20 Nov 2026, 01:41:12 New York');
  });

  it('has no day of its own when only the hour is asked for', () => {
    expect(formatTimeOfDay(at, 'Europe/Moscow')).toBe('09:41');
  });

  it('names a zone without a city by itself', () => {
    expect(zoneCity('UTC')).toBe('UTC');
  });
});

describe('a calendar day', () => {
  it('has a name when it is near', () => {
    expect(
      ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-18'].map((day) =>
        nameDay(day, '2026-11-20'),
      ),
    ).toEqual(['yesterday', 'today', 'tomorrow', '18 Nov']);
  });

  it('shows the year only when it is another one', () => {
    expect(formatDay('2026-01-05', '2026-11-20')).toBe('5 Jan');
    expect(formatDay('2011-10-01', '2026-11-20')).toBe('1 Oct 2011');
  });
});
