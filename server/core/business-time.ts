import { Temporal } from 'temporal-polyfill';

// temporal-polyfill rather than a date library: it is the language's own coming API, with zones and
// calendar days as different types, and it leaves without a rewrite once Node ships Temporal.

/** A calendar day `YYYY-MM-DD` in some company's business time zone. */
export type Day = string;

/** The calendar day it is at an instant in a time zone (IANA name). */
export function businessDay(at: Date, timeZone: string): Day {
  return zoned(at, timeZone).toPlainDate().toString();
}

/** @throws {RangeError} when the day does not exist, e.g. 30 February */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' })
    .days;
}

/** The instants `[from, to)` between which it is this day in the time zone. */
export function dayBounds(day: Day, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(day, timeZone), to: startOfDay(addDays(day, 1), timeZone) };
}

/** The instant at which a clock in the time zone shows `time` (HH:MM) on the day. */
export function instantAt(day: Day, time: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(time),
  });
  return new Date(epochMilliseconds);
}

/** The instant that a warehouse wall-clock time `YYYY-MM-DD HH:MM:SS` means in the time zone. */
export function instantOfWallClock(wallClock: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(wallClock).toZonedDateTime(timeZone);
  return new Date(epochMilliseconds);
}

/** What a clock in the time zone shows at an instant, as the warehouse writes it: to the second. */
export function wallClockAt(at: Date, timeZone: string): string {
  const shown = zoned(at, timeZone).toPlainDateTime();
  return shown.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** Postgres' `date` as Prisma hands it over (midnight UTC) ⇄ a calendar day. */
export const dayOfDate = (date: Date): Day => date.toISOString().slice(0, 10);
export const dateOfDay = (day: Day): Date => new Date(`${day}T00:00:00Z`);

function startOfDay(day: Day, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  return new Date(epochMilliseconds);
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}
