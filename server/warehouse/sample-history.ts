import { instantOfWallClock } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Investigation } from '../investigations/investigation.ts';
import { MAX_LOG_BATCH } from '../investigations/log-input.ts';
import { logInvestigationEvents } from '../investigations/log-investigations.ts';
import { resolveInvestigation } from '../investigations/work.ts';
import type { SampleFailure } from './sample-failures.ts';

const CLOSED_AT_ONCE = 8; // below the pool's size
const MINUTE_MS = 60_000;

/** A failure of the sample and the case the robots opened for it. */
interface SampleCase {
  failure: SampleFailure;
  investigation: Investigation;
}

/**
 * Lets the robots report the sample's failures and people close the old ones, by the same verbs that
 * they use later. Doing it again changes nothing: a report is known by its identity, and only a case
 * that nobody has touched is closed.
 *
 * @returns how many cases are open
 */
export async function playHistory(
  ctx: CompanyContext,
  failures: readonly SampleFailure[],
): Promise<number> {
  const reported = failures.filter(({ isReported }) => isReported);
  const cases: SampleCase[] = [];
  for (let from = 0; from < reported.length; from += MAX_LOG_BATCH) {
    cases.push(...(await report(ctx, reported.slice(from, from + MAX_LOG_BATCH))));
  }
  await closeCases(ctx, cases);
  return cases.filter(({ failure }) => failure.closed === null).length;
}

async function report(
  ctx: CompanyContext,
  failures: readonly SampleFailure[],
): Promise<SampleCase[]> {
  const inputs = failures.map((failure) => reportOf(failure, ctx.company.timeZone));
  const results = await logInvestigationEvents(ctx, inputs);
  return failures.map((failure, i) => {
    const result = results[i];
    if (result && 'investigation' in result) {
      return { failure, investigation: result.investigation };
    }
    throw new Error(`The sample's failure was refused: ${JSON.stringify([inputs[i], result])}`);
  });
}

/** What the robot sends (LogInvestigationEventInput). */
export function reportOf(failure: SampleFailure, timeZone: string) {
  const { at, microseconds, supplierId, error, stage, filePath, extra } = failure;
  const second = instantOfWallClock(at, timeZone).toISOString().slice(0, 19);
  return {
    eventAt: `${second}.${String(microseconds).padStart(6, '0')}Z`,
    supplierId,
    errorId: error.errorId,
    errorText: error.text,
    stage,
    filePath,
    extra,
  };
}

async function closeCases(ctx: CompanyContext, cases: readonly SampleCase[]): Promise<void> {
  const untouched = cases.values().filter(({ investigation }) => investigation.version === 1);
  // The lanes share one iterator: each takes the next case when it is free.
  const lane = async () => {
    for (const one of untouched) await closeCase(ctx, one);
  };
  await Promise.all(Array.from({ length: CLOSED_AT_ONCE }, lane));
}

async function closeCase(ctx: CompanyContext, { failure, investigation }: SampleCase) {
  if (!failure.closed) return;
  const { investigator, afterMinutes, ...answer } = failure.closed;
  const closedAt = Date.parse(investigation.eventAt) + afterMinutes * MINUTE_MS;
  const then = new Date(Math.min(closedAt, ctx.now().getTime()));
  const { id, version } = investigation;
  await resolveInvestigation(
    { ...ctx, actor: { id: null, name: investigator }, now: () => then },
    { id, version, ...answer },
  );
}
