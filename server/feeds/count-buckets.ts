import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import { historyOf, type BucketDay, type BucketMovement } from './bucket-history.ts';
import type { Bucket } from './cadence.ts';

const CHANGE_DAYS = 7;
export const HISTORY_DAYS = 90;

type Reader = Pick<CompanyContext, 'pg' | 'cache' | 'company'>;

/** How many suppliers are in a bucket, and how many more came in than left over the last 7 days. */
export interface BucketCount {
  bucket: Bucket;
  suppliers: number;
  net_change: number;
}

const bucketCounts = defineStatement<BucketCount>('feeds/bucket-counts');
const bucketMovements = defineStatement<BucketMovement>('feeds/bucket-movements');

/** Every bucket once, in the order of the enum. */
export function countBuckets({ pg, cache, company }: Reader): Promise<BucketCount[]> {
  return cache.get(company.id, 'bucket counts', () => bucketCounts(pg, [company.id, CHANGE_DAYS]));
}

/** How large a bucket was on each of the last 90 days, or since the first refresh; oldest first. */
export async function readBucketHistory(
  { pg, cache, company }: Reader,
  { bucket, suppliers }: BucketCount,
): Promise<BucketDay[]> {
  const movements = await cache.get(company.id, 'bucket movements', () =>
    bucketMovements(pg, [company.id, HISTORY_DAYS]),
  );
  return historyOf(bucket, suppliers, movements);
}
