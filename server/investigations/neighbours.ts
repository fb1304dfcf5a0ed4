import { defineStatement } from '../core/postgres.ts';
import { scopeValues, type Scope } from './filter.ts';
import { findInvestigation } from './find-investigation.ts';
import type { Investigation } from './investigation.ts';
import { hitRange, placeValues, readPage, type Reader } from './list.ts';
import { placeOf, type PageRequest } from './page.ts';
import { SORTS, type Sort } from './sort.ts';

/** What stands around a case in a list that nobody has to load for it. */
export interface Neighbours {
  previous: Investigation | null;
  next: Investigation | null;
  /** How many come before it; null in an order whose places are not counted. */
  before: () => Promise<number | null>;
}

/** A supplier's number is below this, so that one number holds both (see page-most-hit.sql). */
const NUMBERS = 2 ** 31;

const AD_HOC = { prepared: false };
const countAfterPlace = defineStatement<{ count: number }>(
  'investigations/count-after-place',
  AD_HOC,
);
const countHits = defineStatement<{ failures: number }>('investigations/supplier-hits');

/**
 * The cases before and after one in a list. It need not be in the list any more: whoever has just
 * closed a case wants the next one.
 *
 * @returns null when there is no such case
 * @throws {InvalidInput} for a filter that makes no sense
 */
export async function findNeighbours(
  ctx: Reader,
  id: string,
  { sort, ...scope }: Scope & { sort: Sort },
): Promise<Neighbours | null> {
  const investigation = await findInvestigation(ctx.pg, ctx.company.id, id);
  if (!investigation) return null;
  const asOf = ctx.now();
  const lead = await leadOf(ctx, investigation, sort, asOf);
  const from = placeOf({ investigation, lead }, sort, asOf);
  const forward: PageRequest = { sort, direction: 'forward', size: 1, from, asOf };
  const backward: PageRequest = { ...forward, direction: 'backward' };
  const [after, before] = await Promise.all([
    readPage(ctx, scope, forward),
    readPage(ctx, scope, backward),
  ]);
  return {
    previous: before[0]?.investigation ?? null,
    next: after[0]?.investigation ?? null,
    before: () => countBefore(ctx, scope, backward),
  };
}

async function countBefore(
  ctx: Reader,
  scope: Scope,
  backward: PageRequest,
): Promise<number | null> {
  if (backward.sort === 'MOST_HIT_SUPPLIER') return null;
  const place = placeValues(backward).slice(0, -1); // all but how many rows
  const [row] = await countAfterPlace(ctx.pg, [
    ...scopeValues(ctx, scope),
    ...place,
    backward.sort,
  ]);
  return row!.count; // an aggregate has one row
}

async function leadOf(
  ctx: Reader,
  investigation: Investigation,
  sort: Sort,
  asOf: Date,
): Promise<number> {
  if (sort !== 'MOST_HIT_SUPPLIER') return SORTS[sort].leadOf(investigation);
  const { supplierId } = investigation;
  const [row] = await countHits(ctx.pg, [ctx.company.id, supplierId, ...hitRange(asOf)]);
  return supplierId - row!.failures * NUMBERS; // an aggregate has one row
}
