import { addDays, businessDay, dayBounds, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { defineStatement } from '../core/postgres.ts';
import { DayFailures, type CountedDay, type CountedDays, type Dashboard } from './dashboard.ts';
import { seedOf, type FollowedFrom } from './follow.ts';

const DAYS = 14;
const FIRST_DAY: Day = '1970-01-01'; // the years in which a failure can be logged; see event-time.ts
const LAST_DAY: Day = '2105-12-31';

type Reader = Pick<CompanyContext, 'pg' | 'company' | 'cache' | 'now'>;

const countDay = defineStatement<CountedDay & FollowedFrom>('investigations/follow-day', {
  prepared: false, // a plan for any range takes three times as long as one for a day
});

/**
 * The failures of a business day, yesterday's by default. Counted once, and from then on as failures are
 * logged and worked on.
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
  const { id, timeZone } = ctx.company;
  const day = await ctx.cache.follow(id, `dashboard ${date} ${timeZone}`, () => count(ctx, date));
  return day.dashboard();
}

async function count({ pg, company }: Reader, date: Day) {
  const counted = countedDays(date, company.timeZone);
  const { from, to } = counted.days.at(-1)!; // its own
  const [row] = await countDay(pg, [
    company.id,
    from,
    to,
    company.timeZone,
    counted.days.map((day) => day.from),
    counted.days.map((day) => day.to),
  ]);
  return seedOf(new DayFailures(counted, row!), row!); // the statement has one row
}

function countedDays(date: Day, timeZone: string): CountedDays {
  const days = Array.from({ length: DAYS }, (_, i) => addDays(date, i + 1 - DAYS));
  return { days: days.map((day) => ({ date: day, ...dayBounds(day, timeZone) })), timeZone };
}
