import { batched } from '../core/batched.ts';
import { dateOfDay, dayOfDate } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { everyDay, type CalendarDay, type DayRange } from './calendar.ts';

/** Every day of a supplier's calendar in the range; for many suppliers it is one statement. */
export async function readCalendar(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  supplierId: number,
  range: DayRange,
): Promise<CalendarDay[]> {
  const question = `calendar ${company.id} ${range.from} ${range.to}`;
  const known = await batched(db, question, supplierId, async (supplierIds) => {
    const date = { gte: dateOfDay(range.from), lte: dateOfDay(range.to) };
    const where = { companyId: company.id, supplierId: { in: supplierIds }, date };
    const days = await db.cadenceDay.findMany({ where });
    const rows = days.map((day) => ({ ...day, date: dayOfDate(day.date) }));
    return Map.groupBy(rows, (day) => day.supplierId);
  });
  return everyDay(supplierId, known ?? [], range);
}
