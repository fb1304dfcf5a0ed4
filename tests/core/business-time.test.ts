import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDay,
  dayBounds,
  daysBetween,
  instantAt,
  instantOfWallClock,
} from '../../server/core/business-time.ts';

const MOSCOW = 'Europe/Moscow';

describe('businessDay', () => {
  it.each([
    ['2026-11-19T20:59:59.999Z', '2026-11-19'],
    ['2026-11-19T21:00:00Z', '2026-11-20'], // midnight in Moscow
    ['2026-11-20T20:59:59Z', '2026-11-20'],
  ])('at %s it is %s in Moscow', (at, day) => {
    expect(businessDay(new Date(at), MOSCOW)).toBe(day);
  });
});

describe('dayBounds', () => {
  it('runs from midnight to midnight, half-open', () => {
    expect(dayBounds('2026-11-20', MOSCOW)).toEqual({
      from: new Date('2026-11-19T21:00:00Z'),
      to: new Date('2026-11-20T21:00:00Z'),
    });
  });

  it('has 23 hours when the clocks go forward', () => {
    const { from, to } = dayBounds('2026-03-29', 'Europe/Berlin');
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(23);
  });

  it('begins at one where a zone skips midnight', () => {
    expect(dayBounds('2026-04-24', 'Africa/Cairo').from).toEqual(new Date('2026-04-23T22:00:00Z'));
  });
});

describe('days', () => {
  it('are counted over months, years and leap days', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-01-01', '2025-01-01')).toBe(-365);
  });

  it('refuses one that does not exist', () => {
    expect(() => dayBounds('2026-02-30x', MOSCOW)).toThrow(RangeError);
  });
});

describe('wall clocks', () => {
  it('mean the instant at which a clock in the zone shows them', () => {
    expect(instantOfWallClock('2026-11-20 09:41:00', MOSCOW)).toEqual(
      new Date('2026-11-20T06:41:00Z'),
    );
    expect(instantAt('2026-11-20', '06:30', MOSCOW)).toEqual(new Date('2026-11-20T03:30:00Z'));
  });

  it('in a skipped hour mean the hour after it', () => {
    expect(instantOfWallClock('2026-03-29 02:30:00', 'Europe/Berlin')).toEqual(
      new Date('2026-03-29T01:30:00Z'),
    );
  });
});
