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
type ClaimedRow = InvestigationRow & { reported_identity: Identity };
type OpenRow = InvestigationRow & { position: number; is_opened: boolean; says_the_same: boolean };

const AS_TEXT = { instantsAsText: true };
const LOCK_SHARED = readStatement('investigations/lock-shared').text;
const lockClaimable = defineStatement<{ id: string }>('investigations/lock-claimable');
const claim = defineStatement<ClaimedRow>('investigations/claim', AS_TEXT);
const open = defineStatement<OpenRow>('investigations/open', AS_TEXT);

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
  const { pg, company } = ctx;
  const reports = told.map((report) => ({ ...report, identity: identityOfReport(report.failure) }));
  // As a rule nothing was backfilled for them, and one statement is the whole transaction.
  let found = await openCases(pg, company, reports, company.timeZone);
  if (found.size < reports.length) {
    const claimFirst = (transaction: Queryable) => claimAndOpen(transaction, company, reports);
    found = await inTransaction(pg, claimFirst, LOCK_SHARED);
  }
  const outcomes = reports.map((report) => found.get(report)!); // by now each has its case
  ctx.cache.invalidate(company.id, { span: spanOf(told), told: outcomes.flatMap(changeOf) });
  ctx.eventsAppended();
  return outcomes.map(({ answer }) => answer);
}

/** What became of a report, and whether its case is another since. */
interface Outcome {
  answer: Recorded;
  isChanged: boolean;
}

function changeOf({ answer, isChanged }: Outcome): Investigation[] {
  return isChanged && 'investigation' in answer ? [answer.investigation] : [];
}

/** The whole seconds in which they happened. */
function spanOf(reports: readonly FailureReport[]): Span {
  const seconds = reports.map(({ failure }) => failure.second);
  return {
    first: new Date(Math.min(...seconds) * 1000),
    last: new Date(Math.max(...seconds) * 1000 + 999),
  };
}

async function claimAndOpen(
  transaction: Queryable,
  company: Company,
  reports: readonly Report[],
): Promise<Map<Report, Outcome>> {
  const claimed = await claimBackfilled(transaction, company, firstOfEach(reports));
  const rest = reports.filter((report) => !claimed.has(report));
  return new Map([...claimed, ...(await openCases(transaction, company, rest, null))]);
}

/** One report of each failure. */
function firstOfEach(reports: readonly Report[]): Report[] {
  const firsts = new Map<Identity, Report>();
  for (const report of reports) {
    if (!firsts.has(report.identity)) firsts.set(report.identity, report);
  }
  return [...firsts.values()];
}

async function claimBackfilled(
  transaction: Queryable,
  company: Company,
  reports: readonly Report[],
): Promise<Map<Report, Outcome>> {
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
  const byIdentity = new Map(reports.map((report) => [report.identity, report]));
  const claims = rows.map((row) => ({
    report: byIdentity.get(row.reported_identity)!, // one of those that were sent
    investigation: toInvestigation(row),
  }));
  await tellOfClaims(transaction, company, claims);
  return new Map(
    claims.map(({ report, investigation }) => {
      return [report, { answer: { investigation, duplicate: true }, isChanged: true }];
    }),
  );
}

/** @param sparing a time zone: does nothing where a backfilled case may be taken over */
async function openCases(
  db: Queryable,
  { id }: Company,
  reports: readonly Report[],
  sparing: string | null,
): Promise<Map<Report, Outcome>> {
  if (reports.length === 0) return new Map();
  const rows = await open(db, [
    id,
    'ROBOT',
    sparing,
    reports.map(() => uuidv7()),
    ...columns(reports),
    reports.map(({ actor }) => actor.name),
    reports.map(({ actor }) => actor.id),
  ]);
  return new Map(
    rows.map((row) => {
      const report = reports[row.position - 1]!; // positions count the reports that were sent
      return [report, { answer: answerOf(report, row), isChanged: row.is_opened }];
    }),
  );
}

function answerOf({ failure: { idempotencyKey } }: Report, row: OpenRow): Recorded {
  if (!row.is_opened && idempotencyKey !== null && !row.says_the_same) {
    return new IdempotencyConflict(idempotencyKey, row.id);
  }
  return { investigation: toInvestigation(row), duplicate: !row.is_opened };
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

async function tellOfClaims(
  transaction: Queryable,
  company: Company,
  claims: readonly { report: Report; investigation: Investigation }[],
): Promise<void> {
  const events = claims.map(({ report, investigation }) => ({
    companyId: company.id,
    kind: 'investigation.claimed' as const,
    entityId: investigation.id,
    actor: report.actor,
    payload: investigation,
  }));
  await appendEvents(transaction, events);
}
