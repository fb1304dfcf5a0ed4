import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../server/investigations/event-time.ts';

describe('an instant with its offset', () => {
  it.each([
    ['2026-11-20T10:00:00+03:00', '2026-11-20T07:00:00Z'],
    ['2026-11-20T10:00:00.123456+03:00', '2026-11-20T07:00:00.123456Z'],
    ['2026-11-20T10:00:00.5Z', '2026-11-20T10:00:00.5Z'],
    ['2026-11-20t10:00z', '2026-11-20T10:00:00Z'],
    ['2026-11-20T23:30:00-0500', '2026-11-21T04:30:00Z'],
    ['2028-02-29T00:00:00+14:00', '2028-02-28T10:00:00Z'],
    ['2026-12-31T23:59:59.9999999Z', '2026-12-31T23:59:59.999999Z'], // cut, not rounded into 2027
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ])('%s is %s', (text, iso) => {
    const second = Math.floor(Date.parse(iso) / 1000);
    expect(parseEventTime(text)).toEqual({ iso, second });
  });
});

describe('what is no instant says what to do', () => {
  it.each([
    ['2026-11-20T10:00:00', 'Has no offset from UTC'],
    ['2026-02-30T10:00:00Z', 'The calendar has no day 2026-02-30'],
    ['2026-02-29T10:00:00Z', 'The calendar has no day 2026-02-29'],
    ['2026-13-01T10:00:00Z', 'The calendar has no day 2026-13-01'],
    ['2026-00-10T10:00:00Z', 'The calendar has no day 2026-00-10'],
    ['2026-11-00T10:00:00Z', 'The calendar has no day 2026-11-00'],
    ['2026-11-20T25:00:00Z', 'Must be an ISO 8601 instant'],
    ['2026-11-20T10:60:00Z', 'Must be an ISO 8601 instant'],
    ['2026-11-20T10:00:60Z', 'Must be an ISO 8601 instant'],
    ['2026-11-20T10:00:00+15:00', 'Must be an ISO 8601 instant'],
    ['2026-11-20 10:00:00Z', 'Must be an ISO 8601 instant'],
    ['2026-11-20', 'Must be an ISO 8601 instant'],
    ['1795158000', 'Must be an ISO 8601 instant'],
    ['', 'Must be an ISO 8601 instant'],
    ['1969-12-31T23:59:59Z', 'Must lie in the years 1970 to 2105'],
    ['1970-01-01T00:00:00+03:00', 'Must lie in the years 1970 to 2105'],
    ['0000-01-01T00:00:00Z', 'Must lie in the years 1970 to 2105'],
    ['9999-12-31T23:59:59Z', 'Must lie in the years 1970 to 2105'],
  ])('%s: %s', (text, sentence) => {
    expect(parseEventTime(text)).toContain(sentence);
  });
});
