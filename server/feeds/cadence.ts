import { addDays, daysBetween, type Day } from '../core/business-time.ts';

/** How far back a supplier's habit is looked for. */
export const WINDOW_DAYS = 180;
/** A supplier that is silent this long has no rhythm to be late against. */
export const DEAD_AFTER_DAYS = 28;
const REGULAR_SPREAD = 0.5; // of the median gap
const ANOMALOUS_MEDIANS = 2;

export const BUCKETS = ['CONSISTENT', 'INCONSISTENT', 'NEW', 'DEAD'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** What a supplier's success days say about its habit, as of some day. Gaps are in days. */
export interface Cadence {
  /** Success days in the window. */
  successDays: number;
  /** The upper median, as ClickHouse's `quantileExact(0.5)`; null without a gap. */
  medianGapDays: number | null;
  /** Population standard deviation of the gaps; null without a gap. */
  sdGap: number | null;
  daysSinceLast: number;
  lastSuccessDate: Day;
}

/**
 * Fits a cadence to success days, in any order, as of `today`; later days do not count yet.
 *
 * This is the definition. sql/feeds/cadence-profiles.sql gives the same answer for all suppliers at
 * once, and a test compares the two on random calendars.
 *
 * @returns null when there is no success day up to `today`
 */
export function fitCadence(successDays: Iterable<Day>, today: Day): Cadence | null {
  const known = [...new Set(successDays)].filter((day) => day <= today).sort();
  const last = known.at(-1);
  if (last === undefined) return null;
  const from = windowStart(last, today);
  const days = known.filter((day) => day >= from);
  const gaps = days.slice(1).map((day, i) => daysBetween(days[i]!, day)); // days[i] precedes day
  return {
    successDays: days.length,
    medianGapDays: upperMedian(gaps),
    sdGap: populationSd(gaps),
    daysSinceLast: daysBetween(last, today),
    lastSuccessDate: last,
  };
}

/** A supplier that is silent for longer than the window keeps the habit it had when it fell silent. */
function windowStart(last: Day, today: Day): Day {
  const end = daysBetween(last, today) > WINDOW_DAYS ? last : today;
  return addDays(end, -WINDOW_DAYS);
}

function upperMedian(gaps: readonly number[]): number | null {
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}

function populationSd(gaps: readonly number[]): number | null {
  if (gaps.length === 0) return null;
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  const squares = gaps.reduce((total, gap) => total + gap * gap, 0);
  return Math.sqrt(gaps.length * squares - sum * sum) / gaps.length;
}

/** How regularly a supplier delivers. DEAD goes before NEW: one file a month ago is not a start. */
export function bucketOf(cadence: Cadence): Bucket {
  if (cadence.daysSinceLast >= DEAD_AFTER_DAYS) return 'DEAD';
  if (cadence.medianGapDays === null) return 'NEW';
  return isRegular(cadence) ? 'CONSISTENT' : 'INCONSISTENT';
}

/**
 * Whether `sdGap ≤ 0.5 · medianGapDays`, decided on whole numbers.
 *
 * Some suppliers sit exactly on the line, where the last bit of a float would decide: Welford's
 * running deviation puts gaps of 2 2 2 3 3 5 5 6 on the wrong side of it. With n gaps, (n·sd)² =
 * n·Σgap² − (Σgap)² is a whole number below 180⁴, so rounding brings it back exactly, whoever
 * computed the sd and wherever it was kept: ClickHouse, Postgres or we.
 */
function isRegular({ successDays, medianGapDays, sdGap }: Cadence): boolean {
  if (medianGapDays === null || sdGap === null) return false;
  const gaps = successDays - 1;
  return Math.round((gaps * sdGap) ** 2) <= (REGULAR_SPREAD * gaps * medianGapDays) ** 2;
}

/** Silent for more than twice its own median gap. The dead count too; whoever lists leaves them out. */
export function isAnomaly({ medianGapDays, daysSinceLast }: Cadence): boolean {
  return medianGapDays !== null && daysSinceLast > ANOMALOUS_MEDIANS * medianGapDays;
}

/** How many of its own median gaps a supplier has been silent; null without a gap. */
export function timesOwnRhythm({ medianGapDays, daysSinceLast }: Cadence): number | null {
  return medianGapDays === null ? null : daysSinceLast / medianGapDays;
}

/** The day the next file is due by the supplier's own rhythm; null without a gap or when dead. */
export function nextExpectedDate(cadence: Cadence): Day | null {
  if (cadence.medianGapDays === null || bucketOf(cadence) === 'DEAD') return null;
  return addDays(cadence.lastSuccessDate, cadence.medianGapDays);
}
