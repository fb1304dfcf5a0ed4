/** A calendar day, YYYY-MM-DD. */
export type Day = string;

const DAY_MS = 86_400_000;
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day on which the instant falls in the zone. */
export function businessDay(at: number | Date, timeZone: string): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    // Sweden writes dates as YYYY-MM-DD.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    dayFormats.set(timeZone, format);
  }
  return format.format(at);
}

export function addDays(day: Day, days: number): Day {
  return new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

export function isWeekend(day: Day): boolean {
  const weekday = new Date(utc(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The half-open range of instants [from, to) that make up the day in the zone. */
export function dayBounds(day: Day, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(day, timeZone), to: startOfDay(addDays(day, 1), timeZone) };
}

/** True for a day of the calendar, so that a mistyped address is not taken for one. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(utc(text))) return false;
  return addDays(text, 0) === text; // 30 February would move to March
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Midnight as the zone had it; asked twice because the offset may change between guess and answer. */
function startOfDay(day: Day, timeZone: string): Date {
  const midnight = utc(day);
  const guess = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(guess, timeZone));
}

function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
