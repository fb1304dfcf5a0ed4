import { addDays, dateOfDay, dayBounds, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { JobResult, ReportProgress } from '../core/jobs.ts';
import { defineStatement } from '../core/postgres.ts';
import type { EventKind } from './append.ts';

const BATCH = 10_000;

/** What somebody decided or said: the record of who did what, kept for good. */
const DECISIONS: readonly EventKind[] = [
  'investigation.resolved',
  'investigation.unresolved',
  'investigation.reopened',
  'investigation.noted',
  'investigation.assigned',
  'investigation.unassigned',
  'investigation.snoozed',
  'investigation.undone',
];

const deleteOld = defineStatement<{ count: number }>('events/prune');

/**
 * Forgets a company's events and runs from before the retention's days. In batches, each a statement
 * of its own, so that a crash leaves fewer old rows and nothing else.
 */
export async function pruneHistory(
  ctx: Pick<CompanyContext, 'pg' | 'db' | 'config' | 'company'>,
  forDate: Day,
  report: ReportProgress,
): Promise<JobResult> {
  const oldest = addDays(forDate, -ctx.config.retention.eventDays);
  const events = await pruneEvents(ctx, oldest, report);
  const { count: runs } = await ctx.db.jobRun.deleteMany({
    where: { companyId: ctx.company.id, forDate: { lt: dateOfDay(oldest) } },
  });
  const summary = `From before ${oldest}: ${events} events and ${runs} runs forgotten.`;
  return { rows: events + runs, summary };
}

async function pruneEvents(
  { pg, company }: Pick<CompanyContext, 'pg' | 'company'>,
  oldest: Day,
  report: ReportProgress,
): Promise<number> {
  const { from: before } = dayBounds(oldest, company.timeZone);
  let total = 0;
  for (;;) {
    const [row] = await deleteOld(pg, [company.id, before, DECISIONS, BATCH]);
    const { count } = row!; // a count has one row
    total += count;
    if (count < BATCH) return total;
    await report(`${total} events forgotten.`);
  }
}
