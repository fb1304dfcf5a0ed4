const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|([+-])(0\d|1[0-4]):?([0-5]\d))?$/i;
const EXAMPLE = 'e.g. 2026-11-20T09:41:00.5+03:00';

/** An instant to the microsecond, finer than a Date and as Postgres keeps it. */
export interface EventTime {
  /** ISO 8601 in UTC. */
  iso: string;
  /** The Unix second it lies in. */
  second: number;
}

/**
 * Reads an ISO 8601 instant with its offset. Written out rather than left to a date library: this is
 * done for every report, and none of them keeps microseconds.
 *
 * @returns the instant, or a sentence that says why there is none
 */
export function parseEventTime(text: string): EventTime | string {
  const parts = INSTANT.exec(text);
  if (!parts) return `Must be an ISO 8601 instant with an offset, ${EXAMPLE}.`;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset] = parts;
  if (!offset) return `Has no offset from UTC; add Z or the offset of the clock, ${EXAMPLE}.`;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).getUTCDate() !== Number(day) || Number(month) > 12 || month === '00') {
    return `The calendar has no day ${year}-${month}-${day}; send the day on which it happened.`;
  }
  const wallClock = midnight / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const unix = wallClock - offsetSeconds(parts);
  if (unix < 0 || unix >= MAX_SECOND) {
    return 'Must lie in the years 1970 to 2105, which the warehouse can hold.';
  }
  return { iso: isoOf(unix, fraction), second: unix };
}

const MAX_SECOND = Date.UTC(2106, 0, 1) / 1000;

function offsetSeconds([, , , , , , , , , sign, hours, minutes]: RegExpExecArray): number {
  if (!sign) return 0;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** Digits past the microsecond are cut, not rounded: rounding could reach the next second. */
function isoOf(second: number, fraction: string): string {
  const whole = new Date(second * 1000).toISOString().slice(0, 19);
  return fraction ? `${whole}.${fraction.slice(0, 6)}Z` : `${whole}Z`;
}
