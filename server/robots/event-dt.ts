import { instantOfWallClock } from '../core/business-time.ts';
import { parseEventTime } from '../investigations/event-time.ts';

const TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?/i;
const OFFSET = /^(?:Z|[+-]\d\d:?\d\d)$/i;
const MINUTE_MS = 60_000;
const MAX_MINUTES = 1_440;

/** What is wrong with an event_dt, as a sentence. */
export class BadEventDt extends Error {}

/**
 * The instant a robot means, in ISO 8601 with an offset, from what Python's `str()` or `isoformat()`
 * makes of a datetime. A time without an offset is what the clock shows in the time zone.
 *
 * Where clocks are put back, a time that they show twice is the first of the two; where they are put
 * forward, one that they leave out is as long after the change as it looks (02:30 is 03:30). To refuse
 * it would lose a failure that did happen, and to be an hour off in one hour of a year does not.
 *
 * @throws {BadEventDt}
 */
export function readEventDt(value: unknown, timeZone: string): string {
  const iso = typeof value === 'string' ? value.trim().replace(' ', 'T') : '';
  const time = TIME.exec(iso)?.[0];
  const offset = time && iso.slice(time.length);
  if (time && offset && OFFSET.test(offset)) return iso;
  if (time && offset === '') return instantOf(time, timeZone);
  throw new BadEventDt(
    `Must be a time, e.g. 2026-11-20 09:41:00.123456; without an offset it is ${timeZone} time.`,
  );
}

function instantOf(time: string, timeZone: string): string {
  const asUtc = parseEventTime(`${time}Z`);
  if (typeof asUtc === 'string') throw new BadEventDt(asUtc);
  const shownMs = asUtc.second * 1000;
  const shownMinute = Math.floor(shownMs / MINUTE_MS) * MINUTE_MS;
  const instant = new Date(shownMs - aheadOfUtcMs(shownMinute, timeZone)).toISOString();
  return instant.slice(0, 19) + asUtc.iso.slice(19); // the fraction and Z
}

/** How far clocks are ahead, by what they show: to ask the time zone costs as much as all the rest. */
const aheadByMinute = new Map<string, number>();

function aheadOfUtcMs(shownMinute: number, timeZone: string): number {
  const key = `${shownMinute} ${timeZone}`;
  let ahead = aheadByMinute.get(key);
  if (ahead === undefined) {
    const shown = new Date(shownMinute).toISOString().slice(0, 19);
    ahead = shownMinute - instantOfWallClock(shown, timeZone).getTime();
    if (aheadByMinute.size >= MAX_MINUTES) aheadByMinute.clear();
    aheadByMinute.set(key, ahead);
  }
  return ahead;
}
