import pg from 'pg';
import type { Day } from '../server/core/business-time.ts';
import { inCompany } from '../server/core/company-context.ts';
import type { Company, CompanyContext } from '../server/core/context.ts';
import { DomainError } from '../server/core/errors.ts';
import type { JobContract, JobResult, ReportProgress } from '../server/core/jobs.ts';
import type { OpenContext } from '../server/core/open-context.ts';
import { directSettings } from '../server/core/postgres.ts';
import {
  beginRun,
  endRun,
  jobActor,
  reportProgress,
  type Outcome,
  type RunKey,
} from '../server/jobs/service.ts';

/** A contract and what carries it out. Running it again for the same day has the effect of once. */
export interface Job {
  contract: JobContract;
  run: (ctx: CompanyContext, forDate: Day, report: ReportProgress) => Promise<JobResult>;
}

/** Joins a contract to its handler. */
export function implementJob(contract: JobContract, run: Job['run']): Job {
  return { contract, run };
}

/**
 * Runs a job for a company and a day, with its record and its end told as an event.
 *
 * A lock of a connection of its own keeps a second process out and falls with this process, whatever
 * the clocks say; a record that says RUNNING while nobody holds the lock is what a crash left.
 *
 * @param tell hears each sentence of progress
 * @returns how it ended, or 'running elsewhere'
 */
export async function performRun(
  { ctx, postgresUrl }: OpenContext,
  job: Job,
  company: Company,
  forDate: Day,
  tell: (sentence: string) => void = () => undefined,
): Promise<Outcome | 'running elsewhere'> {
  const key: RunKey = { companyId: company.id, job: job.contract.name, forDate };
  const lock = await lockRun(postgresUrl, key);
  if (!lock) return 'running elsewhere';
  try {
    const { id } = await beginRun(ctx, key);
    const outcome = await attempt(
      job,
      inCompany(ctx, company, jobActor(key.job)),
      forDate,
      async (sentence) => {
        tell(sentence);
        await reportProgress(ctx, { id }, sentence);
      },
    );
    await endRun(ctx, { id, ...key }, outcome);
    return outcome;
  } finally {
    await lock.end();
  }
}

/** The door of a run: an expected failure becomes its sentence, any other is logged here, once. */
async function attempt(
  { contract, run }: Job,
  ctx: CompanyContext,
  forDate: Day,
  report: ReportProgress,
): Promise<Outcome> {
  const log = ctx.log.child({ job: contract.name, forDate, company: ctx.company.slug });
  try {
    const result = await run({ ...ctx, log }, forDate, report);
    log.info({ rows: result.rows }, result.summary);
    return { result };
  } catch (error) {
    if (error instanceof DomainError) {
      log.error({ code: error.code }, error.message);
      return { error: error.message };
    }
    log.error({ err: error }, 'the run failed');
    return { error: 'Something unexpected went wrong; the log of the worker has the details.' };
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
