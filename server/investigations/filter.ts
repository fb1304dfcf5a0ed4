import { InvalidInput } from '../core/errors.ts';
import type { InvestigationStatus } from '../core/generated/prisma/client.ts';
import type { TimeRange } from './queue-preset.ts';
import { faultOfText } from './text.ts';

const MAX_STAGE = 32;

/** What a list of investigations is narrowed to; what is absent or null does not narrow it. */
export interface InvestigationFilter {
  status?: InvestigationStatus[] | null | undefined;
  supplierId?: number | null | undefined;
  errorId?: number | null | undefined;
  stage?: string | null | undefined;
  /** The failure happened at or after this instant. */
  from?: Date | null | undefined;
  /** The failure happened before this instant. */
  to?: Date | null | undefined;
}

/** What every list statement takes: a range of instants, then status, supplier, error and stage. */
export type FilterValues = [
  from: Date | null,
  to: Date | null,
  status: InvestigationStatus[] | null,
  supplierId: number | null,
  errorId: number | null,
  stage: string | null,
];

/**
 * The parameters that stand for the filter within a range of instants.
 *
 * @throws {InvalidInput} for a stage that none can be called
 */
export function filterValues(
  { status, supplierId, errorId, stage, from, to }: InvestigationFilter,
  range: TimeRange = { from: null, to: null },
): FilterValues {
  const fault = stage ? faultOfText(stage, MAX_STAGE) : undefined;
  if (fault) throw new InvalidInput([{ field: 'filter.stage', message: fault }]);
  return [
    latest(from ?? null, range.from),
    earliest(to ?? null, range.to),
    status ?? null,
    supplierId ?? null,
    errorId ?? null,
    stage ?? null,
  ];
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

function earliest(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a < b ? a : b) : (a ?? b);
}
