import { addDays, type Day } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import type { QueueFilter } from './filter.ts';

export const GROUPINGS = ['ERROR', 'SUPPLIER', 'STAGE'] as const;

/** What cases are put together by. */
export type Grouping = (typeof GROUPINGS)[number];

/** What the cases of a group have in common; null where they are not grouped by it. */
export interface GroupKey {
  errorId: number | null;
  supplierId: number | null;
  stage: string | null;
}

const MAX_GROUPINGS = 2;
export const SPARK_DAYS = 14;

/** @throws {InvalidInput} for none, three, or one of them twice */
export function checkGroupings(by: readonly Grouping[]): void {
  if (by.length >= 1 && by.length <= MAX_GROUPINGS && new Set(by).size === by.length) return;
  const message = 'Group by one of error, supplier and stage, or by two different ones.';
  throw new InvalidInput([{ field: 'by', message }]);
}

/** The filter that shows a group's cases within the filter it was found by. */
export function filterOfGroup(
  filter: QueueFilter | null | undefined,
  { errorId, supplierId, stage }: GroupKey,
): QueueFilter {
  return {
    ...filter,
    ...(errorId === null ? {} : { errorId }),
    ...(supplierId === null ? {} : { supplierId }),
    ...(stage === null ? {} : { stage }),
  };
}

/**
 * The filter for how a page's groups went over some days: their keys and what narrows them by kind, but
 * nothing of what people did, so that a group that is worked on keeps its past.
 */
export function filterOfTrend(
  filter: QueueFilter | null | undefined,
  keys: readonly GroupKey[],
  range: { from: Date; to: Date },
): QueueFilter {
  const distinct = <T>(values: (T | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? [...new Set(known)] : null;
  };
  return {
    ...narrowsByKind(filter),
    ...range,
    errorIds: distinct(keys.map(({ errorId }) => errorId)) ?? filter?.errorIds,
    supplierIds: distinct(keys.map(({ supplierId }) => supplierId)) ?? filter?.supplierIds,
    stages: distinct(keys.map(({ stage }) => stage)) ?? filter?.stages,
  };
}

function narrowsByKind(filter: QueueFilter | null | undefined): QueueFilter {
  const { supplierId, errorId, stage, buckets, text } = filter ?? {};
  return { supplierId, errorId, stage, buckets, text };
}

/** Cases on each of the days that end with `today`, oldest first. */
export function sparkOf(byDay: ReadonlyMap<Day, number>, today: Day): number[] {
  return Array.from(
    { length: SPARK_DAYS },
    (_, i) => byDay.get(addDays(today, i + 1 - SPARK_DAYS)) ?? 0,
  );
}
