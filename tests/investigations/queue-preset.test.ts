import { describe, expect, it } from 'vitest';
import { rangeOfPreset, type QueuePreset } from '../../server/investigations/queue-preset.ts';

const range = (preset: QueuePreset, now: string, timeZone = 'Europe/Moscow') => {
  const { from, to } = rangeOfPreset(preset, new Date(now), timeZone);
  return [from?.toISOString() ?? null, to?.toISOString() ?? null];
};

describe('at midnight in Moscow', () => {
  it.each([
    ['TODAY', '2026-11-20T20:59:59.999Z', '2026-11-19T21:00:00.000Z', '2026-11-20T21:00:00.000Z'],
    ['TODAY', '2026-11-20T21:00:00.000Z', '2026-11-20T21:00:00.000Z', '2026-11-21T21:00:00.000Z'],
    [
      'YESTERDAY',
      '2026-11-20T20:59:59.999Z',
      '2026-11-18T21:00:00.000Z',
      '2026-11-19T21:00:00.000Z',
    ],
    [
      'YESTERDAY',
      '2026-11-20T21:00:00.000Z',
      '2026-11-19T21:00:00.000Z',
      '2026-11-20T21:00:00.000Z',
    ],
  ] as const)('%s as of %s is from %s to %s', (preset, now, from, to) => {
    expect(range(preset, now)).toEqual([from, to]);
  });
});

it('makes yesterday an hour shorter where the clock was set forward', () => {
  expect(range('YESTERDAY', '2026-03-09T12:00:00Z', 'America/New_York')).toEqual([
    '2026-03-08T05:00:00.000Z',
    '2026-03-09T04:00:00.000Z',
  ]);
});

it('takes a day old for 24 hours old, to the minute', () => {
  expect(range('OLDER_THAN_A_DAY', '2026-11-20T09:00:59Z')).toEqual([
    null,
    '2026-11-19T09:00:00.000Z',
  ]);
});

it('does not bound all that is open', () => {
  expect(range('ALL_OPEN', '2026-11-20T09:00:00Z')).toEqual([null, null]);
});
