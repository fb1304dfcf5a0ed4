import type { Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { defineStatement, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { bucketOf, isAnomaly, timesOwnRhythm, type Bucket } from './cadence.ts';
import type { SupplierCadence } from './read-cadences.ts';

/** What is known before a refresh for some day. */
interface LastRefresh {
  /** Suppliers with a profile that had succeeded by that day: the warehouse must know them still. */
  suppliers: number;
  /** The newest day anything is known of; null before the first refresh. */
  newest_day: Day | null;
}

interface BucketChange {
  supid: number;
  /** null when the supplier was seen for the first time. */
  from_bucket: Bucket | null;
  to_bucket: Bucket;
}

interface Replacement {
  forDate: Day;
  last: LastRefresh;
  cadences: readonly SupplierCadence[];
}

const lockCompanyProfiles = defineStatement('feeds/lock-company-profiles');
const lastRefresh = defineStatement<LastRefresh>('feeds/last-refresh');
export const makeSuppliers = defineStatement('feeds/make-suppliers');
const replaceAll = defineStatement('feeds/replace-profiles');
const recordBucketChanges = defineStatement<BucketChange>('feeds/record-bucket-changes');

/** Waits for another refresh of the company to end, then reads what it left. */
export async function readLastRefresh(
  transaction: Queryable,
  companyId: number,
  forDate: Day,
): Promise<LastRefresh> {
  await lockCompanyProfiles(transaction, [companyId]);
  const [last] = await lastRefresh(transaction, [companyId, forDate]);
  return last!; // the statement always has one row
}

/** What a refresh brought into the history. */
export interface HistoryGrowth {
  bucketChanges: number;
  /** Suppliers seen for the first time, which came from no bucket. */
  firstSeen: number;
}

/**
 * Replaces a company's profiles in a transaction, and brings the history of their buckets up to date.
 *
 * History only goes forward. A look at a day before the newest says nothing of how the suppliers came
 * to be where they are, so it leaves the history alone; the next look at a newer day goes on from the
 * history and not from the profiles, and so records nothing that did not happen.
 */
export async function replaceProfiles(
  ctx: CompanyContext,
  transaction: Queryable,
  { forDate, last, cadences }: Replacement,
): Promise<HistoryGrowth> {
  const at = ctx.now();
  const rows = cadences.map(toRow);
  await makeSuppliers(transaction, [ctx.company.id, rows.map(({ supid }) => supid)]);
  await replaceAll(transaction, [ctx.company.id, forDate, at, JSON.stringify(rows)]);
  if (last.newest_day !== null && forDate < last.newest_day) {
    return { bucketChanges: 0, firstSeen: 0 };
  }
  const buckets = JSON.stringify(rows.map(({ supid, bucket }) => ({ supid, bucket })));
  const changes = await recordBucketChanges(transaction, [ctx.company.id, forDate, at, buckets]);
  // A first sight is no change that anybody waits for, and the first refresh has thousands.
  const moves = changes.filter(({ from_bucket }) => from_bucket !== null);
  await tellOf(ctx, transaction, forDate, moves);
  return { bucketChanges: moves.length, firstSeen: changes.length - moves.length };
}

function toRow(cadence: SupplierCadence) {
  return {
    supid: cadence.supplierId,
    success_days: cadence.successDays,
    median_gap_days: cadence.medianGapDays,
    sd_gap: cadence.sdGap,
    days_since_last: cadence.daysSinceLast,
    last_success_date: cadence.lastSuccessDate,
    bucket: bucketOf(cadence),
    is_anomaly: isAnomaly(cadence),
    times_own_rhythm: timesOwnRhythm(cadence),
  };
}

function tellOf(
  ctx: CompanyContext,
  transaction: Queryable,
  forDate: Day,
  changes: readonly BucketChange[],
): Promise<void> {
  const events = changes.map(({ supid, from_bucket, to_bucket }) => ({
    companyId: ctx.company.id,
    kind: 'supplier.bucket_changed' as const,
    entityId: String(supid),
    actor: ctx.actor,
    payload: { supplierId: supid, date: forDate, from: from_bucket, to: to_bucket },
  }));
  return appendEvents(transaction, events);
}
