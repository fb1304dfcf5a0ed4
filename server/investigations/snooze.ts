import { addDays, businessDay, instantAt } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import type { SnoozeEnd } from './work-change.ts';

/** An end of a sleep that is no instant of the caller's. */
export type SnoozePreset = 'TOMORROW_MORNING' | 'NEXT_SUCCESS';

const MORNING = '09:00';
// Longer is no sleep but a way to close a case without saying so.
const LONGEST_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;

/** Until when a case is to sleep: an instant or one of the presets. */
export interface SnoozeInput {
  until?: Date | null | undefined;
  preset?: SnoozePreset | null | undefined;
}

/**
 * When the sleep ends that the caller asks for now. Tomorrow is the next day of the business time zone.
 *
 * @throws {InvalidInput} for none or both, for what is past, and for more than a year
 */
export function endOfSnooze(
  { until, preset }: SnoozeInput,
  now: Date,
  timeZone: string,
): SnoozeEnd {
  if (Boolean(until) === Boolean(preset)) {
    throw refused('Give an instant or a preset, one of the two.');
  }
  if (preset === 'NEXT_SUCCESS') return preset;
  if (preset === 'TOMORROW_MORNING') {
    return instantAt(addDays(businessDay(now, timeZone), 1), MORNING, timeZone);
  }
  const end = until!; // one of the two is given
  if (end <= now) throw refused('Is past; choose a time that is to come.');
  if (end.getTime() - now.getTime() > LONGEST_DAYS * DAY_MS) {
    throw refused('Is more than a year away; close the case, or choose a nearer time.');
  }
  return end;
}

const refused = (message: string) => new InvalidInput([{ field: 'until', message }]);
