import { v7 as uuidv7 } from 'uuid';
import { businessDay, dateOfDay, dayOfDate, type Day } from '../core/business-time.ts';
import type { Actor, CompanyContext, Context } from '../core/context.ts';
import type { Prisma } from '../core/db.ts';
import { DomainError, InvalidInput } from '../core/errors.ts';
import type { JobRun } from '../core/generated/prisma/client.ts';
import type { JobResult } from '../core/jobs.ts';
import { inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import type { KnownRun } from './due.ts';
import { addLine, type SaidLine } from './run-log.ts';
import { DAILY_JOBS } from './schedule.ts';

const KNOWN_DAYS = 3; // the newest scheduled day is today or yesterday

export class UnknownJob extends DomainError {
  constructor(name: string) {
    const names = DAILY_JOBS.map((job) => job.name).join(', ');
    super('UNKNOWN_JOB', `There is no job ${name.slice(0, 64)}; there are ${names}.`);
  }
}

export class JobAlreadyRunning extends DomainError {
  constructor({ job, forDate }: { job: string; forDate: Day }) {
    super(
      'JOB_ALREADY_RUNNING',
      `${job} for ${forDate} is running already; wait until it has ended.`,
    );
  }
}

/** The run of a job for a day of a company. */
export interface RunKey {
  companyId: number;
  job: string;
  forDate: Day;
}

/**
 * The business day that a run asked for by hand is for: today unless another day is named.
 *
 * @throws {InvalidInput} for a day to come: what a run says of it would stand in the way of the truth
 */
export function dayToRunFor(
  { now, company }: Pick<CompanyContext, 'now' | 'company'>,
  asOf: Day | null | undefined,
): Day {
  const today = businessDay(now(), company.timeZone);
  const day = asOf ?? today;
  if (day <= today) return day;
  throw new InvalidInput([
    { field: 'asOf', message: `${day} is in the future; name ${today} or a day before it.` },
  ]);
}

/**
 * Asks for a run; a worker starts it within seconds. What ran before for that day runs again.
 *
 * @throws {UnknownJob} {JobAlreadyRunning}
 */
export async function requestRun(
  { db, now, company }: Pick<CompanyContext, 'db' | 'now' | 'company'>,
  job: string,
  forDate: Day,
): Promise<JobRun> {
  if (!DAILY_JOBS.some(({ name }) => name === job)) throw new UnknownJob(job);
  const key = { companyId: company.id, job, forDate };
  const queued = { state: 'QUEUED', queuedAt: now(), attempts: 0, progress: null } as const;
  const [again] = await db.jobRun.updateManyAndReturn({
    where: { ...whereRun(key), state: { in: ['DONE', 'FAILED'] } },
    data: queued,
  });
  if (again) return again;
  const [created] = await db.jobRun.createManyAndReturn({
    data: [{ id: uuidv7(), ...whereRun(key), ...queued }],
    skipDuplicates: true,
  });
  if (!created) throw new JobAlreadyRunning(key);
  return created;
}

/** Notes that a run begins; the caller holds the run's lock. */
export async function beginRun(
  { db, now }: Pick<Context, 'db' | 'now'>,
  key: RunKey,
): Promise<JobRun> {
  const begun = {
    state: 'RUNNING',
    startedAt: now(),
    finishedAt: null,
    error: null,
    progress: null,
  } as const;
  await db.jobRun.createMany({
    data: [{ id: uuidv7(), ...whereRun(key), state: 'QUEUED', queuedAt: now() }],
    skipDuplicates: true,
  });
  return db.jobRun.update({
    where: { companyId_job_forDate: whereRun(key) },
    data: { ...begun, attempts: { increment: 1 } },
  });
}

/** Shows a sentence of a run as how far it is, and keeps it with those before. */
export async function reportProgress(
  { pg, now }: Pick<Context, 'pg' | 'now'>,
  { id }: Pick<JobRun, 'id'>,
  sentence: string,
): Promise<void> {
  await inTransaction(pg, async (client) => {
    await client.query('UPDATE job_run SET progress = $2 WHERE id = $1', [id, sentence]);
    await addLine(client, id, { at: now(), sentence, isError: false });
  });
}

/** Who acts in a run of a job. */
export function jobActor(job: string): Actor {
  return { id: null, name: `job ${job}` };
}

/** How a run came out: what it did, or the sentence that says why it failed. */
export type Outcome = { result: JobResult } | { error: string };

/** Notes how a run ended and tells it as an event, both or neither. */
export async function endRun(
  ctx: Pick<Context, 'pg' | 'now' | 'eventsAppended'>,
  run: Pick<JobRun, 'id'> & RunKey,
  outcome: Outcome,
): Promise<void> {
  const [state, rows, progress, error] =
    'result' in outcome
      ? ['DONE', outcome.result.rows, outcome.result.summary, null]
      : ['FAILED', null, null, outcome.error];
  await inTransaction(ctx.pg, async (client) => {
    await client.query(
      `UPDATE job_run
       SET state = $2, rows = $3, progress = COALESCE($4, progress), error = $5, finished_at = $6
       WHERE id = $1`,
      [run.id, state, rows, progress, error, ctx.now()],
    );
    await addLine(client, run.id, lastLine(outcome, ctx.now()));
    await appendEvents(client, [
      {
        companyId: run.companyId,
        kind: 'job.finished',
        entityId: run.id,
        actor: jobActor(run.job),
        payload: { job: run.job, forDate: run.forDate, state, rows, progress, error },
      },
    ]);
  });
  ctx.eventsAppended();
}

function lastLine(outcome: Outcome, at: Date): SaidLine {
  return 'result' in outcome
    ? { at, sentence: outcome.result.summary, isError: false }
    : { at, sentence: outcome.error, isError: true };
}

/** The runs that dueRuns decides on: the recent ones, and all that have not ended. */
export async function listKnownRuns(
  { pg }: Pick<Context, 'pg'>,
  companyId: number,
): Promise<KnownRun[]> {
  const { rows } = await pg.query<KnownRun>(
    `SELECT
         job,
         to_char(for_date, 'YYYY-MM-DD') AS "forDate",
         state,
         attempts,
         finished_at AS "finishedAt",
         EXISTS (
             SELECT FROM pg_locks
             WHERE locktype = 'advisory'
               AND granted
               AND objsubid = 1
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND (classid::bigint << 32 | objid::bigint)
                   = hashtextextended(format('job %s %s %s', company_id, job, for_date), 0)
         ) AS "isAlive"
     FROM job_run
     WHERE company_id = $1
       AND (state IN ('QUEUED', 'RUNNING') OR for_date >= current_date - $2::int)
     ORDER BY queued_at`,
    [companyId, KNOWN_DAYS],
  );
  return rows;
}

/** The newest run of each job. */
export function listLastRuns({
  db,
  company,
}: Pick<CompanyContext, 'db' | 'company'>): Promise<JobRun[]> {
  return db.jobRun.findMany({
    where: { companyId: company.id },
    distinct: ['job'],
    orderBy: [{ job: 'asc' }, { forDate: 'desc' }],
  });
}

export const MAX_RUNS = 100;

export function listRuns(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  job: string,
  first: number,
): Promise<JobRun[]> {
  return db.jobRun.findMany({
    where: { companyId: company.id, job },
    orderBy: { forDate: 'desc' },
    take: Math.min(Math.max(first, 1), MAX_RUNS),
  });
}

/** Of the run that a row describes. */
export function keyOfRun({ companyId, job, forDate }: JobRun): RunKey {
  return { companyId, job, forDate: dayOfDate(forDate) };
}

function whereRun({ companyId, job, forDate }: RunKey) {
  return { companyId, job, forDate: dateOfDay(forDate) } satisfies Prisma.JobRunWhereInput;
}
