import { addDays, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import { historyOf, type BucketDay, type BucketMovement } from './bucket-history.ts';
import { BUCKETS, type Bucket } from './cadence.ts';
import { readPastProfiles, type Profile } from './read-profile.ts';

const CHANGE_DAYS = 7;
export const HISTORY_DAYS = 90;

type Reader = Pick<CompanyContext, 'pg' | 'cache' | 'company'>;

/** How many suppliers are in a bucket, and how many more came in than left over the last 7 days. */
export interface BucketCount {
  bucket: Bucket;
  suppliers: number;
  net_change: number;
  /** The past day it is of; absent: that of the newest refresh. */
  asOf?: Day;
}

const bucketCounts = defineStatement<BucketCount>('feeds/bucket-counts');
const bucketMovements = defineStatement<BucketMovement>('feeds/bucket-movements');

/** Every bucket once, in the order of the enum. */
export function countBuckets({ pg, cache, company }: Reader): Promise<BucketCount[]> {
  return cache.get(company.id, 'bucket counts', () => bucketCounts(pg, [company.id, CHANGE_DAYS]));
}

/**
 * The same as of a past day; see readPastProfiles.
 *
 * @throws {InvalidInput} for a day to come
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function countPastBuckets(
  ctx: Parameters<typeof readPastProfiles>[0],
  asOf: Day,
): Promise<BucketCount[]> {
  const [then, before] = await Promise.all([
    readPastProfiles(ctx, asOf),
    readPastProfiles(ctx, addDays(asOf, -CHANGE_DAYS)),
  ]);
  return BUCKETS.map((bucket) => {
    const suppliersOf = (profiles: readonly Profile[]) =>
      profiles.filter((profile) => profile.bucket === bucket).length;
    const suppliers = suppliersOf(then);
    return { bucket, suppliers, net_change: suppliers - suppliersOf(before), asOf };
  });
}

/**
 * How large a bucket was on each of the last 90 days, or since the first refresh, up to the day of the
 * count; oldest first.
 */
export async function readBucketHistory(
  { pg, cache, company }: Reader,
  { bucket, suppliers, asOf }: BucketCount,
): Promise<BucketDay[]> {
  const movements = await cache.get(company.id, 'bucket movements', () =>
    bucketMovements(pg, [company.id, HISTORY_DAYS]),
  );
  const until = movements.filter(({ date }) => asOf === undefined || date <= asOf);
  return historyOf(bucket, suppliers, until);
}
