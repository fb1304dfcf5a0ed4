import type { Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import type { JobResult, ReportProgress } from '../core/jobs.ts';
import { inTransaction } from '../core/postgres.ts';
import { fillCalendar } from './fill-calendar.ts';
import { readCadences, type WarehouseAnswer } from './read-cadences.ts';
import { readLastRefresh, replaceProfiles, type HistoryGrowth } from './replace-profiles.ts';

// Suppliers hardly ever leave the warehouse: a silent one stays counted. Half is far below any honest
// change, a yearly removal of old price rows included, and far above a load that has only begun.
const MIN_PLAUSIBLE_SHARE = 0.5;

/** The warehouse knows too few of the suppliers it knew: it is empty, half loaded or another one. */
export class ImplausibleAnswer extends DomainError {
  constructor(answered: number, known: number) {
    super(
      'IMPLAUSIBLE_WAREHOUSE_ANSWER',
      `The warehouse knows ${answered} suppliers where the last refresh knew ${known}, so the profiles ` +
        `were left as they are. See that dif_step_1 is loaded completely, then run the refresh again.`,
    );
  }
}

/** Whether an answer may replace what the last refresh knew of the same day. */
export function isPlausible(answered: number, known: number): boolean {
  return answered >= known * MIN_PLAUSIBLE_SHARE;
}

/**
 * Makes a company's profiles, their history and its calendar what the warehouse says as of a day.
 *
 * A function of company and day: run twice it changes nothing more, run twice at once one waits for
 * the other, and a crash leaves the profiles of the last refresh or of this one. A day before the last
 * refresh's replaces the profiles as asked, but not the history (see replace-profiles.ts).
 *
 * @throws {ImplausibleAnswer} when the warehouse lost suppliers; nothing has changed then
 */
export async function refreshProfiles(
  ctx: CompanyContext,
  forDate: Day,
  report: ReportProgress,
): Promise<JobResult> {
  await report(`Asking the warehouse for success days up to ${forDate}.`);
  const answer = await readCadences(ctx, forDate);
  await report(`Writing ${counted(answer.cadences.length, 'profile', 'profiles')}.`);
  const growth = await writeProfiles(ctx, forDate, answer);
  ctx.cache.invalidate(ctx.company.id);
  ctx.eventsAppended();
  const calendarDays = await fillCalendar(ctx, forDate, report);
  const { futureDays, oversizedSuppliers } = answer;
  ctx.log.info(
    { ...growth, calendarDays, futureDays, oversizedSuppliers },
    'refreshed the cadence profiles',
  );
  return { rows: answer.cadences.length, summary: summarize(answer, growth) };
}

function writeProfiles(
  ctx: CompanyContext,
  forDate: Day,
  answer: WarehouseAnswer,
): Promise<HistoryGrowth> {
  return inTransaction(ctx.pg, async (transaction) => {
    const last = await readLastRefresh(transaction, ctx.company.id, forDate);
    if (!isPlausible(answer.cadences.length, last.suppliers)) {
      throw new ImplausibleAnswer(answer.cadences.length, last.suppliers);
    }
    return replaceProfiles(ctx, transaction, { forDate, last, cadences: answer.cadences });
  });
}

function summarize(answer: WarehouseAnswer, { bucketChanges, firstSeen }: HistoryGrowth): string {
  const { cadences, futureDays, oversizedSuppliers } = answer;
  const suppliers = counted(cadences.length, 'supplier', 'suppliers');
  const changes = counted(bucketChanges, 'change of bucket', 'changes of bucket');
  const sentences = [`${suppliers}, ${changes}.`];
  if (firstSeen > 0) sentences.push(`${firstSeen.toLocaleString('en')} seen for the first time.`);
  if (futureDays > 0) {
    const days = counted(futureDays, 'success day', 'success days');
    sentences.push(`Ignored ${days} in the future.`);
  }
  if (oversizedSuppliers > 0) {
    const oversized = counted(oversizedSuppliers, 'supplier', 'suppliers');
    sentences.push(`Ignored ${oversized} whose number is too large.`);
  }
  return sentences.join(' ');
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
