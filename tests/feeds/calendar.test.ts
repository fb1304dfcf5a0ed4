import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { calendarRange, everyDay, type CalendarDay } from '../../server/feeds/calendar.ts';
import { calendarSteps } from '../../server/feeds/fill-calendar.ts';

const TODAY = '2026-11-20';

describe('calendarRange', () => {
  it.each([
    ['the 180 days up to today', {}, '2026-05-25', TODAY],
    ['the 180 days up to another end', { to: '2026-06-28' }, '2025-12-31', '2026-06-28'],
    ['up to today', { from: '2026-11-01' }, '2026-11-01', TODAY],
    ['a single day', { from: TODAY, to: TODAY }, TODAY, TODAY],
    ['400 days', { from: '2025-10-17' }, '2025-10-17', TODAY],
  ])('can be %s', (_, asked, from, to) => {
    expect(calendarRange(asked, TODAY)).toEqual({ from, to });
  });

  it.each([
    ['401 days', { from: '2025-10-16' }],
    ['an end before its beginning', { from: TODAY, to: '2026-11-19' }],
    ['a beginning in the future', { from: '2026-11-21' }],
  ])('cannot be %s', (_, asked) => {
    expect(() => calendarRange(asked, TODAY)).toThrow(InvalidInput);
  });
});

describe('everyDay', () => {
  it('shows a day of which nothing is known as one on which nothing arrived', () => {
    const known: CalendarDay = {
      supplierId: 7,
      date: '2026-02-28',
      hadFile: true,
      attempts: 2,
      errors: 1,
      lastStage: 'load_mail',
    };
    const quiet = { supplierId: 7, hadFile: false, attempts: 0, errors: 0, lastStage: null };
    expect(everyDay(7, [known], { from: '2026-02-27', to: '2026-03-01' })).toEqual([
      { date: '2026-02-27', ...quiet },
      known,
      { date: '2026-03-01', ...quiet },
    ]);
  });
});

describe('calendarSteps', () => {
  const read = (newest: string | null) => {
    const steps = calendarSteps(newest, TODAY);
    return { from: steps.at(0)?.from, to: steps.at(-1)?.to };
  };

  it.each([
    ['the last 180 days of a calendar that is empty', null, '2026-05-25'],
    ['from two days before the newest', '2026-11-19', '2026-11-17'],
    ['two days of overlap when asked for the newest day again', TODAY, '2026-11-18'],
    ['all that was missed, however long it is', '2026-01-01', '2025-12-30'],
    ['the last 180 days when the calendar is ahead', '2026-11-21', '2026-05-25'],
  ])('read %s', (_, newest, from) => {
    expect(read(newest)).toEqual({ from, to: '2026-11-21' });
  });

  it('leave no day out and none twice', () => {
    const steps = calendarSteps(null, TODAY);
    expect(steps.slice(1).map(({ from }) => from)).toEqual(steps.slice(0, -1).map(({ to }) => to));
  });
});
