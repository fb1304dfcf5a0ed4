import { addDays, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { ReportProgress } from '../core/jobs.ts';
import { defineStatement, inTransaction } from '../core/postgres.ts';
import { WINDOW_DAYS } from './cadence.ts';
import { dailyDeliveries } from './queries.ts';
import { successDaysOf } from './read-cadences.ts';
import { makeSuppliers } from './replace-profiles.ts';
import { isSupplierId } from './supplier.ts';

/** Days before the newest that are read again, for rows that the loader wrote late. */
const OVERLAP_DAYS = 2;
/** Days written at once: of 10,000 suppliers with a file every day, 100,000 rows in some seconds. */
const DAYS_A_STEP = 10;

const newestCalendarDay = defineStatement<{ date: Day | null }>('feeds/newest-calendar-day');
const fillDays = defineStatement('feeds/fill-calendar');

/**
 * Makes a company's calendar (cadence_daily) what the warehouse says, up to and including a day:
 * the last 180 days the first time, then on from its newest day. Returns how many days with something
 * in them it read.
 *
 * Oldest days first, each step on its own: after a crash the next run goes on from the newest.
 */
export async function fillCalendar(
  ctx: CompanyContext,
  forDate: Day,
  report: ReportProgress,
): Promise<number> {
  const [newest] = await newestCalendarDay(ctx.pg, [ctx.company.id]);
  let rows = 0;
  for (const step of calendarSteps(newest?.date ?? null, forDate)) {
    rows += await fillStep(ctx, step);
    await report(`The calendar is filled up to ${addDays(step.to, -1)}.`);
  }
  return rows;
}

interface Step {
  from: Day;
  /** Exclusive. */
  to: Day;
}

/**
 * The days to read, oldest first. When the calendar is ahead of the day asked for, nothing says how
 * much of what lies before it is there, so the whole window is read again.
 */
export function calendarSteps(newest: Day | null, forDate: Day): Step[] {
  const goesOn = newest !== null && newest <= forDate;
  const end = addDays(forDate, 1);
  const steps: Step[] = [];
  let from = goesOn ? addDays(newest, -OVERLAP_DAYS) : addDays(end, -WINDOW_DAYS);
  while (from < end) {
    const next = addDays(from, DAYS_A_STEP);
    const to = next < end ? next : end;
    steps.push({ from, to });
    from = to;
  }
  return steps;
}

async function fillStep(ctx: CompanyContext, { from, to }: Step): Promise<number> {
  const answer = await dailyDeliveries(ctx.clickhouse, { ...successDaysOf(ctx), from, to });
  const rows = answer.filter(({ supid }) => isSupplierId(supid));
  const suppliers = [...new Set(rows.map(({ supid }) => supid))];
  await inTransaction(ctx.pg, async (transaction) => {
    await makeSuppliers(transaction, [ctx.company.id, suppliers]);
    await fillDays(transaction, [ctx.company.id, from, to, JSON.stringify(rows)]);
  });
  return rows.length;
}
