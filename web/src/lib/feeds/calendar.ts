import { addDays, daysBetween, isWeekend, type Day } from '../ui/business-time.ts';

/** What happened on one day, as the calendar of a supplier tells it. */
export interface CalendarDay {
  date: Day;
  hadFile: boolean;
  errors: number;
}

export type StripKind = 'file' | 'failure' | 'both' | 'nothing' | 'ahead';

export interface StripDay {
  date: Day;
  kind: StripKind;
  errors: number;
  weekend: boolean;
  /** The day the next file is due by the supplier's own rhythm, past or future. */
  due: boolean;
  /** First day of a month, where the month's name goes. */
  opensMonth: boolean;
}

const AHEAD_AT_MOST = 28;

/**
 * The days of the strip: `length` days that end today, then the way to the next expected day.
 * A day missing from `days` had nothing. An expected day more than four weeks ahead is left out.
 */
export function stripDays(
  days: readonly CalendarDay[],
  { today, length, due }: { today: Day; length: number; due: Day | null },
): StripDay[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const ahead = due ? daysBetween(today, due) : 0;
  const total = length + (ahead > 0 && ahead <= AHEAD_AT_MOST ? ahead : 0);
  return Array.from({ length: total }, (_, i) => {
    const date = addDays(today, i - length + 1);
    return {
      date,
      kind: date > today ? 'ahead' : kindOf(known.get(date)),
      errors: known.get(date)?.errors ?? 0,
      weekend: isWeekend(date),
      due: date === due,
      opensMonth: date.endsWith('-01'),
    };
  });
}

function kindOf(day: CalendarDay | undefined): StripKind {
  if (!day) return 'nothing';
  if (day.hadFile) return day.errors > 0 ? 'both' : 'file';
  return day.errors > 0 ? 'failure' : 'nothing';
}

/** Days between neighbouring days with a file, oldest first, each with the day that ended it. */
export function gaps(days: readonly CalendarDay[]): { endedOn: Day; days: number }[] {
  const successes = days
    .filter((day) => day.hadFile)
    .map((day) => day.date)
    .sort();
  return successes.slice(1).map((endedOn, i) => {
    const before = successes[i] ?? endedOn; // i is one behind, so it is always there
    return { endedOn, days: daysBetween(before, endedOn) };
  });
}
