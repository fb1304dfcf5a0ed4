import { addDays, daysBetween, type Day } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import { WINDOW_DAYS } from './cadence.ts';

const MAX_CALENDAR_DAYS = 400;

/** What arrived from a supplier on a business day. */
export interface CalendarDay {
  supplierId: number;
  date: Day;
  hadFile: boolean;
  /** Deliveries, or successes plus failures where deliveries are not known. */
  attempts: number;
  errors: number;
  /** Where the last attempt ended; null when nothing arrived or nobody said. */
  lastStage: string | null;
}

/** Days from `from` to `to`, both included. */
export interface DayRange {
  from: Day;
  to: Day;
}

/**
 * The days a calendar shows: up to today and the 180 days up to its end, unless said otherwise.
 *
 * @throws {InvalidInput} for an end before its beginning, or more than 400 days
 */
export function calendarRange(
  asked: { from?: Day | null | undefined; to?: Day | null | undefined },
  today: Day,
): DayRange {
  const to = asked.to ?? today;
  const from = asked.from ?? addDays(to, 1 - WINDOW_DAYS);
  if (from > to) {
    throw new InvalidInput([{ field: 'from', message: `${from} is after ${to}; swap the two.` }]);
  }
  if (daysBetween(from, to) >= MAX_CALENDAR_DAYS) {
    const message = `${from} to ${to} is more than ${MAX_CALENDAR_DAYS} days; ask for fewer.`;
    throw new InvalidInput([{ field: 'from', message }]);
  }
  return { from, to };
}

/** One entry for every day of the range, oldest first; on a day that is not known nothing arrived. */
export function everyDay(
  supplierId: number,
  known: readonly CalendarDay[],
  { from, to }: DayRange,
): CalendarDay[] {
  const byDate = new Map(known.map((day) => [day.date, day]));
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => {
    const date = addDays(from, i);
    return byDate.get(date) ?? quietDay(supplierId, date);
  });
}

function quietDay(supplierId: number, date: Day): CalendarDay {
  return { supplierId, date, hadFile: false, attempts: 0, errors: 0, lastStage: null };
}
