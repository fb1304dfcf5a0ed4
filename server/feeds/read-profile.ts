import { batched } from '../core/batched.ts';
import { businessDay, dayOfDate, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { bucketOf, isAnomaly, timesOwnRhythm, type Bucket, type Cadence } from './cadence.ts';
import { readCadences, type SupplierCadence, type Warehouse } from './read-cadences.ts';

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

type PastReader = Warehouse & Pick<CompanyContext, 'db' | 'now'>;

/**
 * The profile of a past day, by the rule of cadence over the success days that the warehouse has now:
 * what was loaded late counts as if it had been on time. For many suppliers it is one question.
 *
 * @throws {InvalidInput} for a day to come
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function readPastProfile(
  ctx: PastReader,
  supplierId: number,
  asOf: Day,
): Promise<Profile | undefined> {
  refuseFuture(ctx, asOf);
  const question = `profile ${ctx.company.id} ${asOf}`;
  return batched(ctx.db, question, supplierId, async (supplierIds) => {
    const { cadences } = await readCadences(ctx, asOf, supplierIds);
    return new Map(cadences.map((one) => [one.supplierId, profileOf(ctx, one, asOf)]));
  });
}

/**
 * The same of all suppliers that had a success day by then, in no order.
 *
 * @throws {InvalidInput} for a day to come
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function readPastProfiles(
  ctx: PastReader & Pick<CompanyContext, 'cache'>,
  asOf: Day,
): Promise<Profile[]> {
  refuseFuture(ctx, asOf);
  return ctx.cache.get(ctx.company.id, `profiles of ${asOf}`, async () => {
    const { cadences } = await readCadences(ctx, asOf);
    return cadences.map((one) => profileOf(ctx, one, asOf));
  });
}

function refuseFuture({ now, company }: PastReader, asOf: Day): void {
  const today = businessDay(now(), company.timeZone);
  if (asOf <= today) return;
  const message = `${asOf} is in the future; name ${today} or a day before it.`;
  throw new InvalidInput([{ field: 'asOf', message }]);
}

function profileOf({ now }: PastReader, cadence: SupplierCadence, asOf: Day): Profile {
  return {
    ...cadence,
    bucket: bucketOf(cadence),
    isAnomaly: isAnomaly(cadence),
    timesOwnRhythm: timesOwnRhythm(cadence),
    asOf,
    updatedAt: now(),
  };
}
