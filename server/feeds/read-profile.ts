import { batched } from '../core/batched.ts';
import { businessDay, dayOfDate, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { bucketOf, isAnomaly, timesOwnRhythm, type Bucket, type Cadence } from './cadence.ts';
import { readCadences, type Warehouse } from './read-cadences.ts';

/** How regularly a supplier delivers, as of a business day. */
export interface Profile extends Cadence {
  supplierId: number;
  bucket: Bucket;
  isAnomaly: boolean;
  timesOwnRhythm: number | null;
  asOf: Day;
  /** When it was worked out. */
  updatedAt: Date | string;
}

/** The profile that the last refresh wrote; for many suppliers it is one statement. */
export function readProfile(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  supplierId: number,
): Promise<Profile | undefined> {
  return batched(db, `profile ${company.id}`, supplierId, async (supplierIds) => {
    const where = { companyId: company.id, supplierId: { in: supplierIds } };
    const rows = await db.cadenceProfile.findMany({ where });
    return new Map(
      rows.map(({ lastSuccessDate, asOf, ...row }) => [
        row.supplierId,
        { ...row, lastSuccessDate: dayOfDate(lastSuccessDate), asOf: dayOfDate(asOf) },
      ]),
    );
  });
}

/**
 * The profile of a past day, by the rule of cadence over the success days that the warehouse has now:
 * what was loaded late counts as if it had been on time. For many suppliers it is one question.
 *
 * @throws {InvalidInput} for a day to come
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function readPastProfile(
  ctx: Warehouse & Pick<CompanyContext, 'db' | 'now'>,
  supplierId: number,
  asOf: Day,
): Promise<Profile | undefined> {
  const today = businessDay(ctx.now(), ctx.company.timeZone);
  if (asOf > today) {
    const message = `${asOf} is in the future; name ${today} or a day before it.`;
    throw new InvalidInput([{ field: 'asOf', message }]);
  }
  const question = `profile ${ctx.company.id} ${asOf}`;
  return batched(ctx.db, question, supplierId, async (supplierIds) => {
    const { cadences } = await readCadences(ctx, asOf, supplierIds);
    return new Map(
      cadences.map((cadence) => [
        cadence.supplierId,
        {
          ...cadence,
          bucket: bucketOf(cadence),
          isAnomaly: isAnomaly(cadence),
          timesOwnRhythm: timesOwnRhythm(cadence),
          asOf,
          updatedAt: ctx.now(),
        },
      ]),
    );
  });
}
