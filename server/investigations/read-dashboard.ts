import { addDays, businessDay, dayBounds, type Day } from '../core/business-time.ts';
import type { Span } from '../core/company-cache.ts';
import type { Company, CompanyContext } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { defineStatement } from '../core/postgres.ts';
import { shapeDay, topErrorIds, type Dashboard, type DayPart } from './dashboard.ts';

const DAYS = 14;
const FIRST_DAY: Day = '1970-01-01'; // the years in which a failure can be logged; see event-time.ts
const LAST_DAY: Day = '2105-12-31';

type Reader = Pick<CompanyContext, 'pg' | 'company' | 'cache' | 'now'>;

// Unnamed: a plan for any range takes three times as long as one for a day.
const AD_HOC = { prepared: false };
const countDay = defineStatement<DayPart>('investigations/dashboard-day', AD_HOC);
const countDaily = defineStatement<{ failures: number }>('investigations/dashboard-daily', AD_HOC);
const readTexts = defineStatement<{ error_id: number; error_text: string | null }>(
  'investigations/reason-texts',
  AD_HOC,
);

/**
 * The failures of a business day, yesterday's by default. Computed once and kept until investigations
 * of the days that it counts change.
 *
 * @throws {InvalidInput} for a day in which no failure can lie
 */
export async function readDashboard(
  ctx: Reader,
  date: Day = addDays(businessDay(ctx.now(), ctx.company.timeZone), -1),
): Promise<Dashboard> {
  if (date < FIRST_DAY || date > LAST_DAY) {
    const message = `Is ${date}; name a day from ${FIRST_DAY} to ${LAST_DAY}.`;
    throw new InvalidInput([{ field: 'date', message }]);
  }
  return ctx.cache.get(
    ctx.company.id,
    `dashboard ${date}`,
    () => computeDashboard(ctx, date),
    () => spanOf(date, ctx.company),
  );
}

/** All days that a dashboard counts. */
function spanOf(date: Day, { timeZone }: Company): Span {
  const { from: first } = dayBounds(addDays(date, 1 - DAYS), timeZone);
  const { to: last } = dayBounds(date, timeZone);
  return { first, last };
}

async function computeDashboard({ pg, company }: Reader, date: Day): Promise<Dashboard> {
  const { from, to } = dayBounds(date, company.timeZone);
  const [parts, daily] = await Promise.all([
    countDay(pg, [company.id, from, to, company.timeZone]),
    readDaily({ pg, company }, date),
  ]);
  const texts = await readTexts(pg, [company.id, from, to, topErrorIds(parts)]);
  const words = new Map(texts.map((row) => [row.error_id, row.error_text]));
  return { date, from, to, ...shapeDay(parts, words), daily };
}

async function readDaily({ pg, company }: Pick<Reader, 'pg' | 'company'>, date: Day) {
  const days = Array.from({ length: DAYS }, (_, i) => addDays(date, i + 1 - DAYS));
  const bounds = days.map((day) => dayBounds(day, company.timeZone));
  const rows = await countDaily(pg, [
    company.id,
    bounds.map(({ from }) => from),
    bounds.map(({ to }) => to),
  ]);
  return days.map((day, i) => ({ date: day, failures: rows[i]!.failures })); // a row for each range
}
