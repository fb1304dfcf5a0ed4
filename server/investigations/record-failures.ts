import { v7 as uuidv7 } from 'uuid';
import type { Span } from '../core/company-cache.ts';
import type { Actor, Company, CompanyContext } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { defineStatement, inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents, type EventKind } from '../events/append.ts';
import { identityOfReport, type Identity } from './identity.ts';
import { toInvestigation, type Investigation, type InvestigationRow } from './investigation.ts';
import type { ReportedFailure } from './log-input.ts';

/** The investigation a failure belongs to; a duplicate where it was there before the report. */
export interface LoggedInvestigation {
  investigation: Investigation;
  duplicate: boolean;
}

/** The idempotency key was used before, for something else. */
export class IdempotencyConflict extends DomainError {
  constructor(key: string, investigationId: string) {
    super(
      'IDEMPOTENCY_CONFLICT',
      `The idempotency key ${JSON.stringify(key)} belongs to investigation ${investigationId}, which ` +
        'says something else. Retry with the same content, and give a new failure a new key.',
    );
  }
}

/** What became of a report. */
export type Recorded = LoggedInvestigation | IdempotencyConflict;

export type Recorder = Pick<CompanyContext, 'pg' | 'company' | 'cache' | 'eventsAppended'>;

/** A failure as a robot told of it. */
export interface FailureReport {
  failure: ReportedFailure;
  /** The robot. */
  actor: Actor;
}

interface Report extends FailureReport {
  identity: Identity;
}
type ReportedRow = InvestigationRow & { reported_identity: Identity };
type KnownRow = InvestigationRow & { position: number; says_the_same: boolean };

const AS_TEXT = { instantsAsText: true };
const lockShared = defineStatement('investigations/lock-shared');
const lockClaimable = defineStatement<{ id: string }>('investigations/lock-claimable');
const claim = defineStatement<ReportedRow>('investigations/claim', AS_TEXT);
const open = defineStatement<ReportedRow>('investigations/open', AS_TEXT);
const findReported = defineStatement<KnownRow>('investigations/find-reported', AS_TEXT);

/**
 * Writes reports of failures in one transaction: each opens an investigation, takes over a backfilled
 * one, or turns out to be known. Reports of one failure in the same call count as retries.
 *
 * Any number of servers may do this at once; the unique identity settles who opens a case.
 *
 * @returns what became of each report, in their order, once it is committed
 */
export async function recordFailures(
  ctx: Recorder,
  told: readonly FailureReport[],
): Promise<Recorded[]> {
  const reports = told.map((report) => ({ ...report, identity: identityOfReport(report.failure) }));
  const recorded = await inTransaction(ctx.pg, (transaction) =>
    record(transaction, ctx.company, reports),
  );
  ctx.cache.invalidate(ctx.company.id, spanOf(told));
  ctx.eventsAppended();
  return recorded;
}

/** The whole seconds in which they happened. */
function spanOf(reports: readonly FailureReport[]): Span {
  const seconds = reports.map(({ failure }) => failure.second);
  return {
    first: new Date(Math.min(...seconds) * 1000),
    last: new Date(Math.max(...seconds) * 1000 + 999),
  };
}

async function record(
  transaction: Queryable,
  company: Company,
  reports: readonly Report[],
): Promise<Recorded[]> {
  const firsts = firstOfEach(reports);
  await lockShared(transaction, [company.id]);

  const recorded = new Map<Report, Recorded>();
  const claimed = await claimBackfilled(transaction, company, firsts);
  for (const [report, investigation] of claimed) {
    recorded.set(report, { investigation, duplicate: true });
  }
  const opened = await openCases(transaction, company, missing(firsts, recorded));
  for (const [report, investigation] of opened) {
    recorded.set(report, { investigation, duplicate: false });
  }
  await tell(transaction, company, 'investigation.claimed', claimed);
  await tell(transaction, company, 'investigation.opened', opened);

  const known = await findKnown(transaction, company, missing(reports, recorded));
  return reports.map((report) => recorded.get(report) ?? known.get(report)!); // one or the other has it
}

/** One report of each failure, in the order in which the unique index has them. */
function firstOfEach(reports: readonly Report[]): Report[] {
  const firsts = new Map<Identity, Report>();
  for (const report of reports) {
    if (!firsts.has(report.identity)) firsts.set(report.identity, report);
  }
  return [...firsts.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1));
}

const missing = (reports: readonly Report[], recorded: ReadonlyMap<Report, unknown>) =>
  reports.filter((report) => !recorded.has(report));

async function claimBackfilled(
  transaction: Queryable,
  { id, timeZone }: Company,
  reports: readonly Report[],
): Promise<Map<Report, Investigation>> {
  const claimable = await lockClaimable(transaction, [
    id,
    timeZone,
    reports.map(supplierIdOf),
    reports.map(({ failure }) => failure.errorId),
    reports.map(({ failure }) => failure.eventAt),
  ]);
  if (claimable.length === 0) return new Map();
  const ids = claimable.map((row) => row.id);
  return byReport(reports, await claim(transaction, [id, timeZone, ids, ...columns(reports)]));
}

async function openCases(
  transaction: Queryable,
  { id }: Company,
  reports: readonly Report[],
): Promise<Map<Report, Investigation>> {
  if (reports.length === 0) return new Map();
  const ids = reports.map(() => uuidv7());
  return byReport(reports, await open(transaction, [id, 'ROBOT', ids, ...columns(reports)]));
}

async function findKnown(
  transaction: Queryable,
  { id }: Company,
  reports: readonly Report[],
): Promise<Map<Report, Recorded>> {
  if (reports.length === 0) return new Map();
  const rows = await findReported(transaction, [id, ...columns(reports)]);
  const known = new Map<Report, Recorded>();
  for (const row of rows) {
    const report = reports[row.position - 1]!; // positions count the reports that were sent
    known.set(report, compare(report, row));
  }
  return known;
}

function compare({ failure: { idempotencyKey } }: Report, row: KnownRow): Recorded {
  if (idempotencyKey !== null && !row.says_the_same) {
    return new IdempotencyConflict(idempotencyKey, row.id);
  }
  return { investigation: toInvestigation(row), duplicate: true };
}

/** Reports as the arrays that the statements unnest. */
function columns(reports: readonly Report[]): unknown[][] {
  return [
    reports.map(({ identity }) => identity),
    reports.map(({ failure }) => failure.eventAt),
    reports.map(supplierIdOf),
    reports.map(({ failure }) => failure.errorId),
    reports.map(({ failure }) => failure.errorText),
    reports.map(({ failure }) => failure.stage),
    reports.map(({ failure }) => failure.filePath),
    reports.map(({ failure }) => failure.extra),
  ];
}

const supplierIdOf = ({ failure }: Report) => failure.supplierId;

function byReport(
  reports: readonly Report[],
  rows: readonly ReportedRow[],
): Map<Report, Investigation> {
  const investigations = new Map(rows.map((row) => [row.reported_identity, toInvestigation(row)]));
  const found = new Map<Report, Investigation>();
  for (const report of reports) {
    const investigation = investigations.get(report.identity);
    if (investigation) found.set(report, investigation);
  }
  return found;
}

async function tell(
  transaction: Queryable,
  company: Company,
  kind: EventKind,
  investigations: ReadonlyMap<Report, Investigation>,
): Promise<void> {
  const events = Array.from(investigations, ([{ actor }, investigation]) => ({
    companyId: company.id,
    kind,
    entityId: investigation.id,
    actor,
    payload: investigation,
  }));
  await appendEvents(transaction, events);
}
