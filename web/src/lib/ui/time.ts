import { addDays, type Day } from './business-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "12 min ago"; an instant a little ahead of this machine's clock is "just now". */
export function formatAgo(at: number, now: number): string {
  const elapsedMs = now - at;
  if (elapsedMs < -MINUTE_MS) return `in ${formatDuration(-elapsedMs)}`;
  if (elapsedMs < 10_000) return 'just now';
  return `${formatDuration(elapsedMs)} ago`;
}

/** The largest whole unit: "40 s", "12 min", "3 h", "2 d". */
export function formatDuration(durationMs: number): string {
  if (durationMs < MINUTE_MS) return `${Math.floor(durationMs / 1000)} s`;
  if (durationMs < HOUR_MS) return `${Math.floor(durationMs / MINUTE_MS)} min`;
  if (durationMs < 2 * DAY_MS) return `${Math.floor(durationMs / HOUR_MS)} h`;
  return `${Math.floor(durationMs / DAY_MS)} d`;
}

/** "20 Nov 2026, 09:41:12 Moscow": the moment in the zone, with the zone named. */
export function formatMoment(at: number, timeZone: string): string {
  const moment = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return `${moment.format(at)} ${zoneCity(timeZone)}`;
}

/** "09:41" in the zone. */
export function formatTimeOfDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(at);
}

/** "20 Nov", with the year when it is not the year of `today`. */
export function formatDay(day: Day, today: Day): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const format = { timeZone: 'UTC', day: 'numeric', month: 'short', ...year } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(Date.parse(`${day}T00:00:00Z`));
}

/** "Fri 20 Nov" */
export function formatWeekday(day: Day): string {
  const format = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat('en-GB', format)
    .format(Date.parse(`${day}T00:00:00Z`))
    .replace(',', '');
}

/** "yesterday", "today", "tomorrow", or the day itself. */
export function nameDay(day: Day, today: Day): string {
  if (day === today) return 'today';
  if (day === addDays(today, -1)) return 'yesterday';
  if (day === addDays(today, 1)) return 'tomorrow';
  return formatDay(day, today);
}

/** "Moscow" of "Europe/Moscow". */
export function zoneCity(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
