/** A calendar day, YYYY-MM-DD. */
export type Day = string;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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

/**
 * The half-open range of instants at which a clock in the zone shows the hour on the day: two hours where
 * a change of the clock repeats it, none where it leaves it out.
 */
export function hourBounds(day: Day, hour: number, timeZone: string): { from: Date; to: Date } {
  return { from: startOfHour(day, hour, timeZone), to: startOfHour(day, hour + 1, timeZone) };
}

/** The instant at which it is that time ("09:30") of the day in the zone. */
export function atTime(day: Day, time: string, timeZone: string): Date {
  return atWallClock(Date.parse(`${day}T${time}:00Z`), timeZone);
}

/** True for a day of the calendar, so that a mistyped address is not taken for one. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(utc(text))) return false;
  return addDays(text, 0) === text; // 30 February would move to March
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function startOfDay(day: Day, timeZone: string): Date {
  return atWallClock(utc(day), timeZone);
}

/**
 * When the clocks of the zone showed what clocks in UTC show at `wallClock`; asked twice because the
 * offset may change between guess and answer.
 */
function atWallClock(wallClock: number, timeZone: string): Date {
  const guess = wallClock - offsetMs(wallClock, timeZone);
  return new Date(wallClock - offsetMs(guess, timeZone));
}

/** The first instant that shows the hour, or the one at which the clock leaps over it. */
function startOfHour(day: Day, hour: number, timeZone: string): Date {
  const local = utc(day) + hour * HOUR_MS;
  const offsets = [local - DAY_MS, local + DAY_MS].map((at) => offsetMs(at, timeZone));
  const instants = offsets.map((offset) => local - offset);
  const showing = instants.filter((at, i) => offsetMs(at, timeZone) === offsets[i]);
  return new Date(showing.length > 0 ? Math.min(...showing) : Math.max(...instants));
}

function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
