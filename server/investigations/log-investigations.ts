import pg from 'pg';
import { Batcher } from '../core/batcher.ts';
import type { CompanyContext } from '../core/context.ts';
import { InvalidInput, parseInput } from '../core/errors.ts';
import { logInput, MAX_LOG_BATCH, type ReportedFailure } from './log-input.ts';
import {
  recordFailures,
  type FailureReport,
  type Recorded,
  type Recorder,
} from './record-failures.ts';

type Reporter = Recorder & Pick<CompanyContext, 'actor'>;

/** What a robot is answered: a case, or what it has to mend. */
export type LogResult = Recorded | InvalidInput;

/**
 * Logs one failure. Calls that arrive while others are being written are written together, since a
 * commit costs the same for one as for many; each is answered after its commit.
 */
export async function logInvestigationEvent(ctx: Reporter, input: unknown): Promise<LogResult> {
  const failure = check(input);
  if (failure instanceof InvalidInput) return failure;
  return batcherOf(ctx).add({ ctx, report: { failure, actor: ctx.actor } });
}

/**
 * Logs failures in one transaction, with a result for each in their order.
 *
 * @throws {InvalidInput} for more than MAX_LOG_BATCH of them
 */
export async function logInvestigationEvents(
  ctx: Reporter,
  inputs: readonly unknown[],
): Promise<LogResult[]> {
  if (inputs.length > MAX_LOG_BATCH) throw tooMany(inputs.length);
  const checked = inputs.map(check);
  const failures = checked.filter(
    (item): item is ReportedFailure => !(item instanceof InvalidInput),
  );
  const reports = failures.map((failure) => ({ failure, actor: ctx.actor }));
  const recorded = (await recordAll(ctx, reports)).map(valueOrThrow).values();
  return checked.map((item) =>
    // one was recorded for each that is not invalid, in the same order
    item instanceof InvalidInput ? item : recorded.next().value!,
  );
}

interface Call {
  ctx: Recorder;
  report: FailureReport;
}

/** A batcher for each company, as long as the process's pool lives. */
const batchers = new WeakMap<Recorder['pg'], Map<number, Batcher<Call, Recorded>>>();

function batcherOf({ pg: pool, company }: Recorder): Batcher<Call, Recorded> {
  const ofPool = batchers.get(pool) ?? new Map<number, Batcher<Call, Recorded>>();
  batchers.set(pool, ofPool);
  const batcher = ofPool.get(company.id) ?? new Batcher(writeCalls);
  ofPool.set(company.id, batcher);
  return batcher;
}

/** Every call of a batch is of one company, so the first one's context serves all. */
function writeCalls(calls: Call[]) {
  return recordAll(
    calls[0]!.ctx, // a batch is never empty
    calls.map(({ report }) => report),
  );
}

/** Together; where Postgres refuses one of them for what it holds, each for itself. */
async function recordAll(
  ctx: Recorder,
  reports: readonly FailureReport[],
): Promise<PromiseSettledResult<Recorded>[]> {
  if (reports.length === 0) return [];
  try {
    const recorded = await recordFailures(ctx, reports);
    return recorded.map((value) => ({ status: 'fulfilled', value }));
  } catch (error) {
    if (reports.length === 1 || !isAboutTheData(error)) throw error;
    return Promise.allSettled(reports.map((report) => recordOne(ctx, report)));
  }
}

async function recordOne(ctx: Recorder, report: FailureReport): Promise<Recorded> {
  const [recorded] = await recordFailures(ctx, [report]);
  return recorded!; // one report, one answer
}

/** Data exception, integrity constraint, program limit: https://www.postgresql.org/docs/18/errcodes-appendix.html */
function isAboutTheData(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|54)/.test(error.code ?? '');
}

function valueOrThrow<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function check(input: unknown): ReportedFailure | InvalidInput {
  try {
    return parseInput(logInput, input);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
}

function tooMany(count: number): InvalidInput {
  const message = `Has ${count} events; send at most ${MAX_LOG_BATCH} in a call.`;
  return new InvalidInput([{ field: 'inputs', message }]);
}
