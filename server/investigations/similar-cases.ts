import type { CompanyContext } from '../core/context.ts';
import type { InvestigationStatus, ReasonCode } from '../core/generated/prisma/client.ts';
import { defineStatement } from '../core/postgres.ts';
import type { Investigation } from './investigation.ts';
import { listOfSupplier, type Reader } from './list.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How far back similar cases are looked for: one supplier has few, all together have many. */
const DAYS_BACK = { SUPPLIER_AND_ERROR: 365, ERROR: 30 };

/** What makes a case similar. */
export type Similarity = keyof typeof DAYS_BACK;

/** The cases like one, from before it. */
export interface SimilarCases {
  cases: number;
  /** By how they stand and why, most cases first. */
  outcomes: Outcome[];
  /** From when a closed one became known until its last change; null when none is closed. */
  medianSecondsToClose: number | null;
}

export interface Outcome {
  status: InvestigationStatus;
  reasonCode: ReasonCode | null;
  cases: number;
}

interface OutcomeRow {
  is_whole: boolean;
  status: InvestigationStatus;
  reason_code: ReasonCode | null;
  cases: number;
  median_seconds: number | null;
}

const readOutcomes = defineStatement<OutcomeRow>('investigations/similar-cases', {
  prepared: false,
});

/** How the cases like this one ended. */
export async function readSimilarCases(
  { pg, company }: Pick<CompanyContext, 'pg' | 'company'>,
  { supplierId, errorId, eventAt }: Investigation,
  similarity: Similarity,
): Promise<SimilarCases> {
  const from = new Date(Date.parse(eventAt) - DAYS_BACK[similarity] * DAY_MS);
  const supplier = similarity === 'ERROR' ? null : supplierId;
  const rows = await readOutcomes(pg, [company.id, supplier, errorId, from, eventAt]);
  const whole = rows.find((row) => row.is_whole);
  return {
    cases: whole?.cases ?? 0,
    outcomes: rows
      .filter((row) => !row.is_whole)
      .map(({ status, reason_code, cases }) => ({ status, reasonCode: reason_code, cases })),
    medianSecondsToClose: whole?.median_seconds ?? null,
  };
}

/** The supplier's other open cases, newest first; for a page of cases it is one statement. */
export async function listOtherOpenCases(
  ctx: Reader,
  { id, supplierId }: Investigation,
  first: number,
): Promise<Investigation[]> {
  const filter = { status: ['OPEN' as const] };
  const { edges } = await listOfSupplier(ctx, supplierId, { filter, first: first + 1 });
  return edges
    .map(({ node }) => node)
    .filter((other) => other.id !== id)
    .slice(0, first);
}
