import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import type { Bucket } from './cadence.ts';

const CHANGE_DAYS = 7;

/** How many suppliers are in a bucket, and how many more came in than left over the last 7 days. */
export interface BucketCount {
  bucket: Bucket;
  suppliers: number;
  net_change: number;
}

const bucketCounts = defineStatement<BucketCount>('feeds/bucket-counts');

/** Every bucket once, in the order of the enum. */
export function countBuckets({
  pg,
  cache,
  company,
}: Pick<CompanyContext, 'pg' | 'cache' | 'company'>): Promise<BucketCount[]> {
  return cache.get(company.id, 'bucket counts', () => bucketCounts(pg, [company.id, CHANGE_DAYS]));
}
