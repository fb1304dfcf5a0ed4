import { setTimeout as sleep } from 'node:timers/promises';
import type { Job as PlannedJob } from 'agenda';
import { listCompanies } from '../server/accounts/service.ts';
import type { Company } from '../server/core/context.ts';
import { jobPayload } from '../server/core/jobs.ts';
import type { OpenContext } from '../server/core/open-context.ts';
import { dueRuns, type DueRun, type KnownRun } from '../server/jobs/due.ts';
import { DAILY_JOBS } from '../server/jobs/schedule.ts';
import { listKnownRuns } from '../server/jobs/service.ts';
import { createAgenda, lockStart } from './agenda.ts';
import { JOBS } from './jobs.ts';
import { performRun, type Job } from './kit.ts';

const START_DUE_RUNS = 'start-due-runs';
const EVERY = '5 seconds';
const STOP_TIMEOUT_MS = 6_000; // of the 9 s in which a process ends
// Agenda takes a lock when it fetches a job, seconds before its time, and a worker that dies holds it for
// so long. A run is touched while it is at work. Who may run what is decided by performRun's lock, not by
// Agenda's: a worker whose clock is ahead takes another's for dead.
const LOCK_MS = 15_000;
const TOUCH_MS = 5_000;
// The next turn is set by the clock of whoever had the last: one that is ahead would keep all waiting.
const LOOK_MS = 10_000;

/**
 * Starts a worker. Agenda's clockwork asks every few seconds, on one worker at a time, which runs are
 * due; that they are due, and whether they ran, is decided by Postgres' clock and the job_run table
 * alone. A run missed, interrupted or asked for twice is therefore found or seen by whoever is up.
 *
 * @returns the way to stop: runs under way get a moment to end where they are and are handed back, the
 *   rest is found by the next worker
 */
export async function startWorker(
  open: OpenContext,
  jobs: readonly Job[] = JOBS,
): Promise<() => Promise<void>> {
  await using _alone = await lockStart(open);
  const { agenda, close } = await createAgenda(open);
  const startDueRuns = async () => {
    for (const { job, companyId, forDate } of await findDueRuns(open)) {
      await agenda.now(job, { companyId, forDate });
    }
  };

  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  agenda.define(START_DUE_RUNS, startDueRuns, { concurrency: 1, lockLifetime: LOCK_MS });
  for (const job of jobs) {
    const carryOut = async (planned: PlannedJob) => {
      const touch = () => planned.touch().catch((err: unknown) => warn(open, err, LOCK_IS_LOST));
      const timer = setInterval(() => void touch(), TOUCH_MS);
      const run = runScheduled(open, job, planned.attrs.data, stop.signal);
      running.add(run);
      await run.finally(() => {
        clearInterval(timer);
        running.delete(run);
      });
      if (!stop.signal.aborted) await startDueRuns(); // what waited for this one
    };
    agenda.define(job.contract.name, carryOut, { lockLifetime: LOCK_MS });
  }
  await agenda.start();
  await agenda.every(EVERY, START_DUE_RUNS);
  const look = setInterval(
    () => void startDueRuns().catch((err: unknown) => warn(open, err, 'cannot see what is due')),
    LOOK_MS,
  );

  return async () => {
    clearInterval(look);
    // Not drain(), which keeps the locks of what it has fetched and not begun.
    await agenda.stop(false);
    stop.abort();
    await Promise.race([Promise.allSettled(running), sleep(STOP_TIMEOUT_MS, null, { ref: false })]);
    await close();
  };
}

interface CompanyRun {
  job: string;
  companyId: number;
  forDate: string;
  /** When the newest attempt began; null: there was none. */
  lastStartedAt: Date | null;
}

async function findDueRuns({ ctx }: OpenContext): Promise<CompanyRun[]> {
  const now = await databaseNow(ctx.pg);
  const companies = await listCompanies(ctx);
  const runs = await Promise.all(
    companies.map(async (company) => {
      const known = await listKnownRuns(ctx, company.id);
      const due = dueRuns(now, company.timeZone, DAILY_JOBS, known);
      const isOf = (one: DueRun) => (run: KnownRun) =>
        run.job === one.job && run.forDate === one.forDate;
      return due.map((run) => {
        const lastStartedAt = known.find(isOf(run))?.startedAt ?? null;
        return { ...run, companyId: company.id, lastStartedAt };
      });
    }),
  );
  return runs.flat();
}

/** Runs it unless somebody else has meanwhile. */
async function runScheduled(
  open: OpenContext,
  job: Job,
  data: unknown,
  stopped: AbortSignal,
): Promise<void> {
  const { companyId, forDate } = jobPayload.parse(data);
  const due = await findDueRuns(open);
  const stillDue = due.find(
    (run) =>
      run.job === job.contract.name && run.companyId === companyId && run.forDate === forDate,
  );
  if (!stillDue) return;
  const company: Company = await open.ctx.db.company.findUniqueOrThrow({
    where: { id: companyId },
  });
  await performRun(open, job, company, forDate, { lastStartedAt: stillDue.lastStartedAt, stopped });
}

const LOCK_IS_LOST = "Agenda's lock of a run is not renewed; the run goes on under its own";

function warn({ ctx }: OpenContext, err: unknown, what: string): void {
  ctx.log.warn({ err }, what);
}

/** The one clock all workers share: a worker whose own is wrong runs nothing early or twice. */
async function databaseNow(pg: OpenContext['ctx']['pg']): Promise<Date> {
  const { rows } = await pg.query<{ now: Date }>('SELECT now()');
  return rows[0]!.now; // a SELECT without FROM has one row
}
