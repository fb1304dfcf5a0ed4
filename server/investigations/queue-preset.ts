import { addDays, businessDay, dayBounds } from '../core/business-time.ts';
import type { InvestigationStatus } from '../core/generated/prisma/client.ts';
import type { AssigneeFilter } from './filter.ts';

export const QUEUE_PRESETS = [
  'ALL_OPEN',
  'TODAY',
  'YESTERDAY',
  'MINE',
  'UNASSIGNED',
  'OLDER_THAN_A_DAY',
  'SNOOZED',
  'EVERYTHING',
] as const;

/** A view of the queue: by when the failure happened, by who works on it, or by its state. */
export type QueuePreset = (typeof QUEUE_PRESETS)[number];

/** Instants from `from` up to but not including `to`; null where there is no bound. */
export interface TimeRange {
  from: Date | null;
  to: Date | null;
}

/** What a preset asks of a case; null asks nothing. */
export interface PresetConstraints {
  range: TimeRange;
  status: InvestigationStatus[] | null;
  snoozed: boolean | null;
  assignee: AssigneeFilter | null;
}

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const ALWAYS: TimeRange = { from: null, to: null };
const AWAKE = {
  status: ['OPEN'],
  snoozed: false,
  assignee: null,
} satisfies Partial<PresetConstraints>;

/** What a preset means now. */
export function constraintsOfPreset(
  preset: QueuePreset,
  now: Date,
  timeZone: string,
): PresetConstraints {
  const range = rangeOfPreset(preset, now, timeZone);
  switch (preset) {
    case 'ALL_OPEN':
    case 'TODAY':
    case 'YESTERDAY':
    case 'OLDER_THAN_A_DAY':
      return { ...AWAKE, range };
    case 'MINE':
      return { ...AWAKE, range, assignee: { me: true } };
    case 'UNASSIGNED':
      return { ...AWAKE, range, assignee: { nobody: true } };
    case 'SNOOZED':
      return { ...AWAKE, range, snoozed: true };
    case 'EVERYTHING':
      return { range, status: null, snoozed: null, assignee: null };
  }
}

/**
 * The instants of failures that a preset shows. Today and yesterday are days of the business time zone,
 * which a clock change makes shorter or longer; a day old is 24 hours old, to the minute, so that the
 * answer can be kept for one.
 */
export function rangeOfPreset(preset: QueuePreset, now: Date, timeZone: string): TimeRange {
  switch (preset) {
    case 'TODAY':
      return dayBounds(businessDay(now, timeZone), timeZone);
    case 'YESTERDAY':
      return dayBounds(addDays(businessDay(now, timeZone), -1), timeZone);
    case 'OLDER_THAN_A_DAY':
      return {
        from: null,
        to: new Date(Math.floor((now.getTime() - DAY_MS) / MINUTE_MS) * MINUTE_MS),
      };
    case 'ALL_OPEN':
    case 'MINE':
    case 'UNASSIGNED':
    case 'SNOOZED':
    case 'EVERYTHING':
      return ALWAYS;
  }
}
