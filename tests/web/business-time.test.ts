import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDay,
  dayBounds,
  daysBetween,
  hourBounds,
  isDay,
  isWeekend,
} from '../../web/src/lib/ui/business-time.ts';

describe('the business day', () => {
  it.each([
    ['2026-11-20T20:59:59.999Z', 'Europe/Moscow', '2026-11-20'],
    ['2026-11-20T21:00:00.000Z', 'Europe/Moscow', '2026-11-21'],
    ['2026-11-20T21:00:00.000Z', 'America/New_York', '2026-11-20'],
    ['2026-11-20T21:00:00.000Z', 'Asia/Tokyo', '2026-11-21'],
  ])('%s in %s is %s', (at, timeZone, day) => {
    expect(businessDay(new Date(at), timeZone)).toBe(day);
  });
});

describe('the bounds of a day', () => {
  it('are midnight to midnight of the zone', () => {
    const { from, to } = dayBounds('2026-11-20', 'Europe/Moscow');
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-11-19T21:00:00.000Z',
      '2026-11-20T21:00:00.000Z',
    ]);
  });

  it.each([
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-09-27', 'Pacific/Auckland', 23], // the clock changes before midnight UTC
    ['2026-11-01', 'America/New_York', 25],
  ])('hold %s, when the clocks change in %s', (day, timeZone, hours) => {
    const { from, to } = dayBounds(day, timeZone);
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours);
    expect(businessDay(from, timeZone)).toBe(day);
    expect(businessDay(from.getTime() - 1, timeZone)).toBe(addDays(day, -1));
  });

  it('hold half-hour offsets and zones without one', () => {
    expect(dayBounds('2026-11-20', 'Asia/Kolkata').from.toISOString()).toBe(
      '2026-11-19T18:30:00.000Z',
    );
    expect(dayBounds('2026-11-20', 'UTC').from.toISOString()).toBe('2026-11-20T00:00:00.000Z');
  });
});

describe('an hour of a day', () => {
  const hour = (day: string, number: number, zone: string) => {
    const { from, to } = hourBounds(day, number, zone);
    return [from.toISOString().slice(11, 16), (to.getTime() - from.getTime()) / 3_600_000];
  };

  it('is where the clock of the zone shows it', () => {
    expect(hour('2026-11-20', 9, 'Europe/Moscow')).toEqual(['06:00', 1]);
    expect(hour('2026-11-20', 23, 'Europe/Moscow')).toEqual(['20:00', 1]);
  });

  it('is two where the clock is put back, and none where it is put forward', () => {
    expect(hour('2026-10-25', 2, 'Europe/Berlin')).toEqual(['00:00', 2]);
    expect(hour('2026-10-25', 3, 'Europe/Berlin')).toEqual(['02:00', 1]);
    expect(hour('2026-03-29', 2, 'Europe/Berlin')).toEqual(['01:00', 0]);
    expect(hour('2026-03-29', 3, 'Europe/Berlin')).toEqual(['01:00', 1]);
  });
});

describe('day arithmetic', () => {
  it('crosses months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-11-20', '2026-11-13')).toBe(-7);
  });

  it('knows the weekend', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(isWeekend)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each(['', '2026-2-3', '2026-02-30', '2026-13-01', 'yesterday'])(
    'does not take %j for a day',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );
});
