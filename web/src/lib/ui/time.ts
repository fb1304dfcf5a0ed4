import { m } from '#lib/paraglide/messages.js';
import { addDays, type Day } from './business-time.ts';
import { language } from './language.svelte.ts';
import { formatCount } from './number.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DATE_LOCALES = { en: 'en-GB', ru: 'ru' }; // the day before the month in both

const formats = new Map<string, Intl.DateTimeFormat>();

/** "12 min ago"; an instant a little ahead of this machine's clock is "just now". */
export function formatAgo(at: number, now: number): string {
  const elapsedMs = now - at;
  if (elapsedMs < -MINUTE_MS) return m.in_duration({ duration: formatDuration(-elapsedMs) });
  if (elapsedMs < 10_000) return m.just_now();
  return m.ago({ duration: formatDuration(elapsedMs) });
}

/** The largest whole unit: "40 s", "12 min", "3 h", "2 d". */
export function formatDuration(durationMs: number): string {
  const whole = (unitMs: number) => ({ number: formatCount(Math.floor(durationMs / unitMs)) });
  if (durationMs < MINUTE_MS) return m.seconds_short(whole(1_000));
  if (durationMs < HOUR_MS) return m.minutes_short(whole(MINUTE_MS));
  if (durationMs < 2 * DAY_MS) return m.hours_short(whole(HOUR_MS));
  return m.days_short(whole(DAY_MS));
}

/** "20 Nov 2026, 09:41:12 Moscow": the moment in the zone, with the zone named. */
export function formatMoment(at: number, timeZone: string): string {
  const moment = dateFormat({ timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  return `${moment.format(at)} ${zoneCity(timeZone)}`;
}

/** "09:41" in the zone. */
export function formatTimeOfDay(at: number, timeZone: string): string {
  return dateFormat({ timeZone, timeStyle: 'short' }).format(at);
}

/** "20 Nov", with the year when it is not the year of `today`. */
export function formatDay(day: Day, today: Day): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return formatUtc(day, { day: 'numeric', month: 'short', ...year });
}

/** "Fri 20 Nov" */
export function formatWeekday(day: Day): string {
  return formatUtc(day, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** "Nov" */
export function formatMonth(day: Day): string {
  return formatUtc(day, { month: 'short' });
}

/** "yesterday", "today", "tomorrow", or the day itself. */
export function nameDay(day: Day, today: Day): string {
  if (day === today) return m.today();
  if (day === addDays(today, -1)) return m.yesterday();
  if (day === addDays(today, 1)) return m.tomorrow();
  return formatDay(day, today);
}

/** "Moscow" of "Europe/Moscow", in the reader's language. */
export function zoneCity(timeZone: string): string {
  const inEnglish = timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  if (language.current === 'en') return inEnglish;
  const parts = dateFormat({ timeZone, timeZoneName: 'longGeneric' }).formatToParts();
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name.startsWith('GMT') ? inEnglish : name.replace(/,.*/, ''); // «Москва, стандартное время»
}

function formatUtc(day: Day, options: Intl.DateTimeFormatOptions): string {
  return dateFormat({ timeZone: 'UTC', ...options }).format(Date.parse(`${day}T00:00:00Z`));
}

/** Kept, for making a format takes longer than using it. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = DATE_LOCALES[language.current];
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}
