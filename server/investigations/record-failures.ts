import { v7 as uuidv7 } from 'uuid';
import type { Span } from '../core/company-cache.ts';
import type { Actor, Company, CompanyContext } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { defineStatement, inTransaction, readStatement, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
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
const LOCK_SHARED = readStatement('investigations/lock-shared').text;
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
  const { results, changed } = await inTransaction(
    ctx.pg,
    (transaction) => record(transaction, ctx.company, reports),
    LOCK_SHARED,
  );
  ctx.cache.invalidate(ctx.company.id, { span: spanOf(told), told: changed });
  ctx.eventsAppended();
  return results;
}

/** The whole seconds in which they happened. */
function spanOf(reports: readonly FailureReport[]): Span {
  const seconds = reports.map(({ failure }) => failure.second);
  return {
    first: new Date(Math.min(...seconds) * 1000),
    last: new Date(Math.max(...seconds) * 1000 + 999),
  };
}

/**
 * As a rule a failure is new and nothing was backfilled for it, so that one statement opens its case
 * and tells of it; the rest has to be looked at more closely.
 */
async function record(
  transaction: Queryable,
  company: Company,
  reports: readonly Report[],
): Promise<{ results: Recorded[]; changed: Investigation[] }> {
  const recorded = new Map<Report, Recorded>();
  const changed: Investigation[] = [];
  const add = (some: ReadonlyMap<Report, Recorded>) => {
    for (const [report, result] of some) recorded.set(report, result);
  };
  const addChanged = (some: ReadonlyMap<Report, LoggedInvestigation>) => {
    add(some);
    for (const { investigation } of some.values()) changed.push(investigation);
  };
  const firsts = firstOfEach(reports);
  addChanged(await openCases(transaction, company, firsts, company.timeZone));
  add(await findKnown(transaction, company, missing(reports, recorded)));

  if (recorded.size < reports.length) {
    addChanged(await claimBackfilled(transaction, company, missing(firsts, recorded)));
    addChanged(await openCases(transaction, company, missing(firsts, recorded), null));
    add(await findKnown(transaction, company, missing(reports, recorded)));
  }
  // each is known at last, if not opened or claimed
  return { results: reports.map((report) => recorded.get(report)!), changed };
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
  company: Company,
  reports: readonly Report[],
): Promise<Map<Report, LoggedInvestigation>> {
  const { id, timeZone } = company;
  const claimable = await lockClaimable(transaction, [
    id,
    timeZone,
    reports.map(supplierIdOf),
    reports.map(({ failure }) => failure.errorId),
    reports.map(({ failure }) => failure.eventAt),
  ]);
  if (claimable.length === 0) return new Map();
  const ids = claimable.map((row) => row.id);
  const rows = await claim(transaction, [id, timeZone, ids, ...columns(reports)]);
  const claimed = byReport(reports, rows, true);
  await tellOfClaims(transaction, company, claimed);
  return claimed;
}

/** @param sparing a time zone: leaves out what a backfilled case may be taken over for */
async function openCases(
  transaction: Queryable,
  { id }: Company,
  reports: readonly Report[],
  sparing: string | null,
): Promise<Map<Report, LoggedInvestigation>> {
  if (reports.length === 0) return new Map();
  const rows = await open(transaction, [
    id,
    'ROBOT',
    sparing,
    reports.map(() => uuidv7()),
    ...columns(reports),
    reports.map(({ actor }) => actor.name),
    reports.map(({ actor }) => actor.id),
  ]);
  return byReport(reports, rows, false);
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
  duplicate: boolean,
): Map<Report, LoggedInvestigation> {
  const investigations = new Map(rows.map((row) => [row.reported_identity, toInvestigation(row)]));
  const found = new Map<Report, LoggedInvestigation>();
  for (const report of reports) {
    const investigation = investigations.get(report.identity);
    if (investigation) found.set(report, { investigation, duplicate });
  }
  return found;
}

async function tellOfClaims(
  transaction: Queryable,
  company: Company,
  claimed: ReadonlyMap<Report, LoggedInvestigation>,
): Promise<void> {
  const events = Array.from(claimed, ([{ actor }, { investigation }]) => ({
    companyId: company.id,
    kind: 'investigation.claimed' as const,
    entityId: investigation.id,
    actor,
    payload: investigation,
  }));
  await appendEvents(transaction, events);
}
