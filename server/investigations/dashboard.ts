import type { Day } from '../core/business-time.ts';

const TOP_REASONS = 5;
const HOURS = 24;

/** Failures, and how many of them nobody has closed yet. */
export interface FailureCount {
  failures: number;
  stillOpen: number;
}

export type ReasonFailures = FailureCount & { errorId: number; errorText: string };
export type StageFailures = FailureCount & { stage: string };

/** A business day's failures. They are counted whatever became of them: the day does not shrink. */
export interface Dashboard extends FailureCount {
  date: Day;
  from: Date;
  to: Date;
  /** Suppliers with at least one failure. */
  suppliers: number;
  topReasons: ReasonFailures[];
  byStage: StageFailures[];
  /** By the hour that the clock showed: an hour that came twice counts both, one left out none. */
  byHour: number[];
  daily: { date: Day; failures: number }[];
}

/** A row of sql/investigations/dashboard-day.sql. */
export interface DayPart {
  error_id: number | null;
  stage: string | null;
  hour: number | null;
  failures: number;
  still_open: number;
  parts: number;
}

/** The errors whose words the dashboard shows, most frequent first. */
export function topErrorIds(parts: readonly DayPart[]): number[] {
  return reasons(parts).map(({ errorId }) => errorId);
}

/**
 * Puts a day together.
 *
 * @param parts most failures first
 * @param texts the words of the errors that `topErrorIds` named
 */
export function shapeDay(parts: readonly DayPart[], texts: ReadonlyMap<number, string | null>) {
  const whole = parts.find((part) =>
    [part.error_id, part.stage, part.hour].every((key) => key === null),
  );
  const byHour = Array<number>(HOURS).fill(0);
  for (const { hour, failures } of parts) {
    if (hour !== null) byHour[hour] = failures;
  }
  return {
    failures: whole?.failures ?? 0,
    stillOpen: whole?.still_open ?? 0,
    suppliers: whole?.parts ?? 0,
    topReasons: reasons(parts).map((reason) => ({
      ...reason,
      errorText: texts.get(reason.errorId) ?? `error ${reason.errorId}`,
    })),
    byStage: parts.flatMap(({ stage, ...part }) =>
      stage === null ? [] : [{ stage, ...counts(part) }],
    ),
    byHour,
  };
}

function reasons(parts: readonly DayPart[]) {
  return parts
    .flatMap(({ error_id: errorId, ...part }) =>
      errorId === null ? [] : [{ errorId, ...counts(part) }],
    )
    .slice(0, TOP_REASONS);
}

function counts({ failures, still_open }: Pick<DayPart, 'failures' | 'still_open'>): FailureCount {
  return { failures, stillOpen: still_open };
}
