import { expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { endOfSnooze, type SnoozeInput } from '../../server/investigations/snooze.ts';

const LATE = new Date('2026-11-20T22:30:00Z'); // 01:30 on the 21st in Moscow
const end = (input: SnoozeInput, timeZone = 'Europe/Moscow') => endOfSnooze(input, LATE, timeZone);

it('tomorrow is the business zone’s, and its morning begins at nine', () => {
  const preset = 'TOMORROW_MORNING';
  expect(end({ preset })).toEqual(new Date('2026-11-22T09:00:00+03:00'));
  expect(end({ preset }, 'America/New_York')).toEqual(new Date('2026-11-21T09:00:00-05:00'));
});

it('any instant to come within a year will do', () => {
  const until = new Date('2027-11-21T00:00:00Z');
  expect(end({ until })).toBe(until);
  expect(end({ preset: 'NEXT_SUCCESS' })).toBe('NEXT_SUCCESS');
});

it.each<[string, SnoozeInput]>([
  ['nothing', {}],
  ['two ends at once', { until: new Date('2026-12-01T00:00:00Z'), preset: 'NEXT_SUCCESS' }],
  ['this very moment', { until: LATE }],
  ['the past', { until: new Date('2026-11-19T00:00:00Z') }],
  ['more than a year', { until: new Date('2027-11-22T22:30:00Z') }],
])('%s is refused', (_, input) => {
  expect(() => end(input)).toThrow(InvalidInput);
});
