import { m } from '#lib/paraglide/messages.js';
import type { Bar } from '#lib/ui/Bars.svelte';
import type { Day } from '../ui/business-time.ts';
import { failuresHref } from './day-doors.ts';

/** A bar for each hour that the clock of the business zone showed on the day. */
export function hourBars({ date, byHour }: { date: Day; byHour: readonly number[] }): Bar[] {
  return byHour.map((failures, hour) => ({
    key: String(hour),
    value: failures,
    title: m.when_what({ when: hourName(hour), what: m.failures({ count: failures }) }),
    href: failuresHref(date, { hour }),
  }));
}

/** "09:00" */
const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
