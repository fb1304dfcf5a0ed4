import { addDays, businessDay, dayBounds } from '../core/business-time.ts';

export const QUEUE_PRESETS = ['ALL_OPEN', 'TODAY', 'YESTERDAY', 'OLDER_THAN_A_DAY'] as const;

/** A view of the queue by when the failure happened. */
export type QueuePreset = (typeof QUEUE_PRESETS)[number];

/** Instants from `from` up to but not including `to`; null where there is no bound. */
export interface TimeRange {
  from: Date | null;
  to: Date | null;
}

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/**
 * The instants a preset means now. Today and yesterday are days of the business time zone, which a
 * clock change makes shorter or longer; a day old is 24 hours old, to the minute, so that the answer
 * can be kept for one.
 */
export function rangeOfPreset(preset: QueuePreset, now: Date, timeZone: string): TimeRange {
  switch (preset) {
    case 'ALL_OPEN':
      return { from: null, to: null };
    case 'TODAY':
      return dayBounds(businessDay(now, timeZone), timeZone);
    case 'YESTERDAY':
      return dayBounds(addDays(businessDay(now, timeZone), -1), timeZone);
    case 'OLDER_THAN_A_DAY':
      return {
        from: null,
        to: new Date(Math.floor((now.getTime() - DAY_MS) / MINUTE_MS) * MINUTE_MS),
      };
  }
}
