import type { Day } from '../core/business-time.ts';
import type { Bucket } from './cadence.ts';

/** How many more suppliers a bucket had at the end of a day than the day before. */
export interface BucketMovement {
  date: Day;
  bucket: Bucket;
  net_change: number;
}

export interface BucketDay {
  date: Day;
  suppliers: number;
}

/**
 * A bucket's size at the end of each day, worked out backwards from what it is now, so that the last
 * day always agrees with the count beside it.
 *
 * @param movements of any bucket, oldest day first
 */
export function historyOf(
  bucket: Bucket,
  suppliers: number,
  movements: readonly BucketMovement[],
): BucketDay[] {
  const days: BucketDay[] = [];
  let atEnd = suppliers;
  for (const { date, net_change } of movements
    .filter((one) => one.bucket === bucket)
    .toReversed()) {
    days.push({ date, suppliers: atEnd });
    atEnd -= net_change;
  }
  return days.reverse();
}
