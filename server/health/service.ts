import { dayOfDate } from '../core/business-time.ts';
import type { CompanyContext, Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import type { Position } from '../events/cursor.ts';
import { DAILY_JOBS } from '../jobs/schedule.ts';
import { listLastRuns } from '../jobs/service.ts';
import { readLog, readNewestDay } from './readings.ts';
import { eventTrouble, jobTrouble, warehouseTrouble, type Trouble } from './trouble.ts';

/**
 * What is wrong inside, as far as a company feels it.
 *
 * @param installation whose event log is all companies'
 * @param position up to where this server has handed out the event log
 */
export async function findTroubles(
  ctx: CompanyContext,
  installation: Pick<Context, 'pg'>,
  position: Position,
): Promise<Trouble[]> {
  const now = ctx.now();
  const [runs, warehouse, log] = await Promise.all([
    listLastRuns(ctx),
    findWarehouseTrouble(ctx),
    readLog(installation, position),
  ]);
  const jobs = DAILY_JOBS.map((job) => {
    const run = runs.find((one) => one.job === job.name);
    return jobTrouble(now, ctx.company, job, run && { ...run, forDate: dayOfDate(run.forDate) });
  });
  return [...jobs, warehouse, eventTrouble(now, log)].filter((one) => one !== undefined);
}

async function findWarehouseTrouble(ctx: CompanyContext): Promise<Trouble | undefined> {
  try {
    return warehouseTrouble(ctx.now(), ctx.company, await readNewestDay(ctx, ctx.company));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'WAREHOUSE_UNREACHABLE', job: null, since: null };
  }
}
