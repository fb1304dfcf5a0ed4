import { addDays, type Day } from '../core/business-time.ts';
import { seededRandom, type Random } from './random.ts';
import { SAMPLE_ERRORS, type SampleAnswer, type SampleError, type Stage } from './sample-errors.ts';
import { samplePath } from './sample-paths.ts';
import { isoWeekday, SAMPLE_DAYS, type SampleSupplier } from './sample-suppliers.ts';

/** A file of the sample that could not be loaded. */
export interface SampleFailure {
  /** Wall-clock time in the business time zone, `YYYY-MM-DD HH:MM:SS`. */
  at: string;
  /** What the robot's clock says beyond the second; the warehouse keeps whole seconds. */
  microseconds: number;
  supplierId: number;
  error: SampleError;
  stage: Stage;
  /** Under one of the roots; null when no file came. */
  filePath: string | null;
  /** What the robot adds of its own. */
  extra: { robot: string; attempt: number; row?: number; column?: string };
  /** Whether the robot told Pricelens; the rest is left for the backfill to find. */
  isReported: boolean;
  /** How a person closed the case, and how many minutes after the failure; null: it is open. */
  closed: (SampleAnswer & { investigator: string; afterMinutes: number }) | null;
}

/** Files that robots keep go back this far; older paths are of files that were cleared away. */
export const FILE_DAYS = 10;

const INVESTIGATORS = ['Elena Vlasova', 'Dmitry Orlov', 'Sofia Ahmadova'] as const;

/** How busy the robots are in each hour: a round at night, mail during the working day. */
const HOURS = [2, 2, 5, 7, 7, 6, 5, 5, 8, 9, 9, 8, 7, 7, 7, 6, 6, 5, 4, 3, 3, 2, 2, 2].map(
  (weight, hour) => ({ hour, weight }),
);

/** The chance that a case is closed, by its age in days; older ones all are. */
const CLOSED_BY_AGE = [0.1, 0.25, 0.45, 0.65, 0.8, 0.9, 0.95, 0.97];

/**
 * The failures of the sample's days and of today up to `now` (wall-clock time), oldest first. The
 * same for the same day on every machine; a later `now` only adds to them.
 */
export function sampleFailures(suppliers: readonly SampleSupplier[], now: string): SampleFailure[] {
  const today = now.slice(0, 10);
  const prone = suppliers.map(pronenessOf);
  const failures = Array.from({ length: SAMPLE_DAYS + 1 }, (_, i) =>
    failuresOfDay(prone, addDays(today, i - SAMPLE_DAYS), SAMPLE_DAYS - i),
  );
  return failures.flat().filter(({ at }) => at <= now);
}

/** How likely a supplier is to fail on a day, beside the others. */
interface Proneness {
  supplier: SampleSupplier;
  weightOn: (day: Day) => number;
}

/** Most fail now and then, a few all the time; the dying fail when their files stop coming. */
function pronenessOf(supplier: SampleSupplier): Proneness {
  const { supplierId, rhythm, successDays } = supplier;
  const first = successDays[0]!; // every supplier has delivered
  const last = successDays.at(-1)!;
  const forgotten = addDays(last, 14);
  const usual = 1 + 15 * seededRandom(`proneness ${supplierId}`).next() ** 6;
  const weightOn = (day: Day) => {
    if (day < first || day > forgotten) return 0;
    return rhythm === 'dying' && day > last ? 20 : usual;
  };
  return { supplier, weightOn };
}

function failuresOfDay(prone: readonly Proneness[], day: Day, daysAgo: number): SampleFailure[] {
  const random = seededRandom(`failures ${day}`);
  const candidates = prone.map(({ supplier, weightOn }) => ({ supplier, weight: weightOn(day) }));
  const count = isoWeekday(day) > 5 ? random.int(10, 18) : random.int(16, 45);
  const failures = new Map<string, SampleFailure>();
  while (failures.size < count) {
    const { supplier } = random.pickWeighted(candidates);
    const failure = failureOf(supplier, day, daysAgo, random);
    failures.set(`${failure.at} ${failure.supplierId} ${failure.error.errorId}`, failure);
  }
  return [...failures.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function failureOf(
  supplier: SampleSupplier,
  day: Day,
  daysAgo: number,
  random: Random,
): SampleFailure {
  const error = random.pickWeighted(SAMPLE_ERRORS);
  const stage = random.pick(error.stages);
  const at = `${day} ${timeOfDay(random)}`;
  const isReported = daysAgo < 2 || daysAgo > 8 || random.chance(0.9);
  return {
    at,
    microseconds: random.int(0, 999_999),
    supplierId: supplier.supplierId,
    error,
    stage,
    filePath: error.flaw ? samplePath(supplier, stage, at, error.flaw) : null,
    extra: { robot: `${stage}-${random.int(1, 4)}`, attempt: random.int(1, 3), ...error.place },
    isReported,
    closed: isReported ? closing(error, daysAgo, random) : null,
  };
}

function timeOfDay(random: Random): string {
  const { hour } = random.pickWeighted(HOURS);
  return [hour, random.int(0, 59), random.int(0, 59)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function closing(error: SampleError, daysAgo: number, random: Random): SampleFailure['closed'] {
  if (!random.chance(CLOSED_BY_AGE[daysAgo] ?? 1)) return null;
  return {
    ...error.answer,
    investigator: random.pick(INVESTIGATORS),
    afterMinutes: random.int(12, 60 * (Math.min(daysAgo, 30) + 1)),
  };
}
