import { validate as isUuid, v7 as uuidv7 } from 'uuid';
import { businessDay, dateOfDay, type Day } from '../core/business-time.ts';
import type { CompanyContext, Context } from '../core/context.ts';
import type { Prisma } from '../core/db.ts';
import { DomainError, InvalidInput } from '../core/errors.ts';
import type { JobRun, JobState } from '../core/generated/prisma/client.ts';
import { defineStatement, inTransaction } from '../core/postgres.ts';
import { tellEnd, type RunKey } from './carry-out.ts';
import type { KnownRun } from './due.ts';
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

/** The run has ended, or was never there. */
export class RunIsOver extends DomainError {
  constructor() {
    super('RUN_IS_OVER', 'There is no such run that is queued, at work or to be tried again.');
  }
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
  const queued = {
    state: 'QUEUED',
    queuedAt: now(),
    attempts: 0,
    progress: null,
    error: null,
    cancelledBy: null,
  } as const;
  const [again] = await db.jobRun.updateManyAndReturn({
    where: { ...whereRun(key), state: { in: ['DONE', 'FAILED', 'PARKED', 'CANCELLED'] } },
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

const cancel = defineStatement<{ job: string; forDate: Day; state: JobState }>('jobs/cancel');

/**
 * Cancels a run: at once where it waits, and within seconds where it is at work. What it has done by
 * then stays done.
 *
 * @throws {RunIsOver}
 */
export async function cancelRun(
  ctx: Pick<CompanyContext, 'pg' | 'db' | 'company' | 'actor' | 'eventsAppended'>,
  id: string,
): Promise<JobRun> {
  const { pg, db, company, actor } = ctx;
  if (!isUuid(id)) throw new RunIsOver();
  await inTransaction(pg, async (transaction) => {
    const [run] = await cancel(transaction, [id, company.id, actor.name]);
    if (!run) throw new RunIsOver();
    const { job, forDate, state } = run;
    if (state !== 'CANCELLED') return; // whoever is at it will tell
    const end = { state, rows: null, progress: null, error: null };
    await tellEnd(transaction, { id, companyId: company.id, job, forDate }, actor, end);
  });
  ctx.eventsAppended();
  return db.jobRun.findUniqueOrThrow({ where: { id } });
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
         started_at AS "startedAt",
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
       AND (
           state IN ('QUEUED', 'RUNNING')
           OR (state = 'FAILED' AND finished_at > now() - interval '2 days')
           OR for_date >= current_date - $2::int
       )
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

function whereRun({ companyId, job, forDate }: RunKey) {
  return { companyId, job, forDate: dateOfDay(forDate) } satisfies Prisma.JobRunWhereInput;
}
