import { setTimeout as sleep } from 'node:timers/promises';
import { listCompanies } from '../server/accounts/service.ts';
import type { Company } from '../server/core/context.ts';
import { jobPayload } from '../server/core/jobs.ts';
import type { OpenContext } from '../server/core/open-context.ts';
import { dueRuns } from '../server/jobs/due.ts';
import { DAILY_JOBS } from '../server/jobs/schedule.ts';
import { listKnownRuns } from '../server/jobs/service.ts';
import { createAgenda } from './agenda.ts';
import { JOBS } from './jobs.ts';
import { performRun, type Job } from './kit.ts';

const START_DUE_RUNS = 'start-due-runs';
const EVERY = '5 seconds';
const STOP_TIMEOUT_MS = 8_000;
// Agenda takes the lock when it fetches a job, seconds before its time: a worker that dies holds it.
const TICK_LOCK_MS = 15_000;
// Longer than any run: who may run what is decided by performRun's lock, not by Agenda's.
const RUN_LOCK_MS = 6 * 3_600_000;

/**
 * Starts a worker. Agenda's clockwork asks every few seconds, on one worker at a time, which runs are
 * due; that they are due, and whether they ran, is decided by Postgres' clock and the job_run table
 * alone. A run missed, interrupted or asked for twice is therefore found or seen by whoever is up.
 *
 * @returns the way to stop: runs under way get a moment to end, the rest is found by the next worker
 */
export async function startWorker(open: OpenContext): Promise<() => Promise<void>> {
  const { agenda, close } = createAgenda(open);
  const startDueRuns = async () => {
    for (const { job, ...payload } of await findDueRuns(open)) await agenda.now(job, payload);
  };

  const running = new Set<Promise<void>>();
  agenda.define(START_DUE_RUNS, startDueRuns, { concurrency: 1, lockLifetime: TICK_LOCK_MS });
  for (const job of JOBS) {
    const carryOut = async (data: unknown) => {
      const run = runScheduled(open, job, data);
      running.add(run);
      await run.finally(() => running.delete(run));
      await startDueRuns(); // what waited for this one
    };
    agenda.define(job.contract.name, ({ attrs }) => carryOut(attrs.data), {
      lockLifetime: RUN_LOCK_MS,
    });
  }
  await agenda.start();
  await agenda.every(EVERY, START_DUE_RUNS);

  return async () => {
    // Not drain(), which keeps the locks of what it has fetched and not begun.
    await agenda.stop(false);
    await Promise.race([Promise.allSettled(running), sleep(STOP_TIMEOUT_MS, null, { ref: false })]);
    await close();
  };
}

interface CompanyRun {
  job: string;
  companyId: number;
  forDate: string;
}

async function findDueRuns({ ctx }: OpenContext): Promise<CompanyRun[]> {
  const now = await databaseNow(ctx.pg);
  const companies = await listCompanies(ctx);
  const runs = await Promise.all(
    companies.map(async (company) => {
      const known = await listKnownRuns(ctx, company.id);
      const due = dueRuns(now, company.timeZone, DAILY_JOBS, known);
      return due.map((run) => ({ ...run, companyId: company.id }));
    }),
  );
  return runs.flat();
}

/** Runs it unless somebody else has meanwhile. */
async function runScheduled(open: OpenContext, job: Job, data: unknown): Promise<void> {
  const { companyId, forDate } = jobPayload.parse(data);
  const due = await findDueRuns(open);
  const isStillDue = due.some(
    (run) =>
      run.job === job.contract.name && run.companyId === companyId && run.forDate === forDate,
  );
  if (!isStillDue) return;
  const company: Company = await open.ctx.db.company.findUniqueOrThrow({
    where: { id: companyId },
  });
  await performRun(open, job, company, forDate);
}

/** The one clock all workers share: a worker whose own is wrong runs nothing early or twice. */
async function databaseNow(pg: OpenContext['ctx']['pg']): Promise<Date> {
  const { rows } = await pg.query<{ now: Date }>('SELECT now()');
  return rows[0]!.now; // a SELECT without FROM has one row
}
