import pg from 'pg';
import type { Day } from '../server/core/business-time.ts';
import { inCompany } from '../server/core/company-context.ts';
import type { Company, CompanyContext } from '../server/core/context.ts';
import { DomainError } from '../server/core/errors.ts';
import type { JobContract, JobResult, ReportProgress } from '../server/core/jobs.ts';
import type { OpenContext } from '../server/core/open-context.ts';
import { directSettings } from '../server/core/postgres.ts';
import { stoppable } from '../server/core/stoppable.ts';
import { traced } from '../server/core/tracing.ts';
import {
  beginRun,
  endRun,
  findCancellation,
  isIntended,
  jobActor,
  reportProgress,
  RunHandedBack,
  type Attempt,
  type Outcome,
  type RunKey,
} from '../server/jobs/carry-out.ts';

const WATCH_MS = 2_000;

/** A contract and what carries it out. Running it again for the same day has the effect of once. */
export interface Job {
  contract: JobContract;
  run: (ctx: CompanyContext, forDate: Day, report: ReportProgress) => Promise<JobResult>;
}

/** Joins a contract to its handler. */
export function implementJob(contract: JobContract, run: Job['run']): Job {
  return { contract, run };
}

/** Who stands by while a run is carried out. */
export interface Attendance {
  /** See beginRun. */
  lastStartedAt?: Date | null;
  /** Hears each sentence of progress. */
  tell?: (sentence: string) => void;
  /** Comes when the process is to end: another one begins the run again. */
  stopped?: AbortSignal;
}

/** What is not expected is in the log, and not for everybody. */
class UnexpectedFailure extends DomainError {
  constructor() {
    super(
      'UNEXPECTED_FAILURE',
      'Something unexpected went wrong; the log of the worker has the details.',
    );
  }
}

/**
 * Runs a job for a company and a day, with its record and its end told as an event.
 *
 * A lock of a connection of its own keeps a second process out and falls with this process, whatever
 * the clocks say; a record that says RUNNING while nobody holds the lock is what a crash left.
 *
 * @returns how it ended; 'running elsewhere'; or 'done elsewhere', by an attempt that nobody knew of yet
 */
export async function performRun(
  { ctx, postgresUrl }: OpenContext,
  job: Job,
  company: Company,
  forDate: Day,
  attendance: Attendance = {},
): Promise<Outcome | 'running elsewhere' | 'done elsewhere'> {
  const key: RunKey = { companyId: company.id, job: job.contract.name, forDate };
  const lock = await lockRun(postgresUrl, key);
  if (!lock) return 'running elsewhere';
  try {
    const begun = await beginRun(ctx, key, attendance.lastStartedAt);
    if (!begun) return 'done elsewhere';
    const { attempt, obstacle } = begun;
    const inRun = inCompany(ctx, company, jobActor(key.job));
    const log = ctx.log.child({ job: key.job, forDate, company: company.slug });
    const outcome = obstacle
      ? { failure: obstacle }
      : await traced(`job ${key.job}`, { 'job.day': forDate, 'job.company': company.slug }, () =>
          carryOut(job, attempt, { ...inRun, log }, attendance),
        );
    if ('result' in outcome) log.info({ rows: outcome.result.rows }, outcome.result.summary);
    else if (isIntended(outcome.failure)) log.info(outcome.failure.message);
    else log.error({ code: outcome.failure.code }, outcome.failure.message);
    await endRun(ctx, attempt, outcome);
    return outcome;
  } finally {
    await lock.end();
  }
}

/** Lets a run work until it ends, is cancelled or handed back; its reading ends with it. */
async function carryOut(
  { run }: Job,
  attempt: Attempt,
  ctx: CompanyContext,
  { tell, stopped }: Attendance,
): Promise<Outcome> {
  const stop = new AbortController();
  const handBack = () => stop.abort(new RunHandedBack());
  stopped?.addEventListener('abort', handBack, { once: true });
  if (stopped?.aborted) handBack();
  const look = async () => {
    const cancellation = await findCancellation(ctx, attempt);
    if (cancellation) stop.abort(cancellation);
  };
  const watch = setInterval(
    () => void look().catch((err: unknown) => ctx.log.warn({ err }, 'cannot see who cancels')),
    WATCH_MS,
  );
  const report: ReportProgress = async (sentence) => {
    stop.signal.throwIfAborted();
    tell?.(sentence);
    await reportProgress(ctx, attempt, sentence);
  };
  try {
    return { result: await stoppable(stop.signal, () => run(ctx, attempt.forDate, report)) };
  } catch (error) {
    if (stop.signal.aborted) return { failure: stop.signal.reason as DomainError }; // made above
    if (error instanceof DomainError) return { failure: error };
    ctx.log.error({ err: error }, 'the run failed');
    return { failure: new UnexpectedFailure() };
  } finally {
    clearInterval(watch);
    stopped?.removeEventListener('abort', handBack);
  }
}

async function lockRun(
  url: string,
  { companyId, job, forDate }: RunKey,
): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    ...directSettings(url),
    application_name: `pricelens job ${job}`,
    keepAlive: true,
  });
  client.on('error', () => undefined); // a lost lock shows in the run's own statements
  await client.connect();
  // the same expression as in listKnownRuns, which asks who holds it
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended(format('job %s %s %s', $1::int, $2::text, $3::date), 0)) AS locked`,
    [companyId, job, forDate],
  );
  if (rows[0]?.locked) return client;
  await client.end();
  return undefined;
}
