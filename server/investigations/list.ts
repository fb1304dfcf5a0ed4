import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import { defineStatement, type Queryable } from '../core/postgres.ts';
import { countPreset } from './count-presets.ts';
import { scopeKey, scopeValues, type QueueFilter, type Scope } from './filter.ts';
import { toInvestigation, type InvestigationRow } from './investigation.ts';
import {
  cutPage,
  readPageArgs,
  type InvestigationPage,
  type Listed,
  type PageArgs,
  type PageRequest,
} from './page.ts';
import { SORTS } from './sort.ts';

export type Reader = Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'cache' | 'now'>;

type ListedRow = InvestigationRow & { lead: string };

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
/** How many days of failures make a supplier the most hit. */
const HIT_DAYS = 14;

// Unnamed, so that Postgres plans each for the filter at hand.
const AD_HOC = { prepared: false };
const page = defineListStatement('page');
const pageMostHit = defineListStatement('page-most-hit');
const supplierPages = defineListStatement('supplier-pages');
const count = defineStatement<{ count: number }>('investigations/count', AD_HOC);
const countBySupplier = defineStatement<{ supid: number; count: number }>(
  'investigations/count-by-supplier',
  AD_HOC,
);

/**
 * A page of a supplier's investigations that fit the filter, newest first; asked for many suppliers at a
 * time it is one statement.
 *
 * @throws {InvalidInput} for page arguments or a filter that make no sense
 */
export async function listOfSupplier(
  ctx: Reader,
  supplierId: number,
  { filter, ...args }: PageArgs & { filter: QueueFilter },
): Promise<InvestigationPage> {
  const request = readPageArgs(args, ctx.now());
  const scope = scopeValues(ctx, { preset: 'EVERYTHING', filter });
  const values = [...scope, ...placeValues(request)];
  const question = `${scopeKey(scope)} ${JSON.stringify(placeValues(request))}`;
  const rows = await batched(
    ctx.pg,
    `page of supplier ${question}`,
    supplierId,
    async (supplierIds) =>
      Map.groupBy(
        await supplierPages(ctx.pg, [...values, supplierIds]),
        ({ investigation }) => investigation.supplierId,
      ),
  );
  return cutPage(rows ?? [], request, () => countOfSupplier(ctx, supplierId, filter));
}

/** How many investigations of a supplier fit the filter; for many suppliers it is one statement. */
export async function countOfSupplier(
  ctx: Reader,
  supplierId: number,
  filter: QueueFilter,
): Promise<number> {
  const values = scopeValues(ctx, { preset: 'EVERYTHING', filter });
  const question = `count of supplier ${scopeKey(values)}`;
  const found = await batched(ctx.pg, question, supplierId, async (supplierIds) => {
    const rows = await countBySupplier(ctx.pg, [...values, supplierIds]);
    return new Map(rows.map((row) => [row.supid, row.count]));
  });
  return found ?? 0;
}

/** The rows of a page in the request's direction and, where the list goes on, one more. */
export function readPage(ctx: Reader, scope: Scope, request: PageRequest): Promise<Listed[]> {
  const values = [...scopeValues(ctx, scope), ...placeValues(request)];
  return request.sort === 'MOST_HIT_SUPPLIER'
    ? pageMostHit(ctx.pg, [...values, ...hitRange(request.asOf)])
    : page(ctx.pg, [...values, request.sort]);
}

/** How long the list is; of a preset alone it goes on as cases change, else it is kept until they do. */
export function countInvestigations(ctx: Reader, scope: Scope): Promise<number> {
  if (!scope.filter || Object.keys(scope.filter).length === 0) {
    return countPreset(ctx, scope.preset);
  }
  const values = scopeValues(ctx, scope);
  return ctx.cache.get(ctx.company.id, `count ${scopeKey(values)}`, async () => {
    const [row] = await count(ctx.pg, values);
    return row!.count; // an aggregate has one row
  });
}

/** The parameters $16 to $21 of a page: which way it goes, from which place, and one row too many. */
export function placeValues({ sort, direction, from, size }: PageRequest): unknown[] {
  const forward = direction === 'forward';
  const place = [from?.lead ?? null, from?.at ?? null, from?.id ?? null];
  return [forward, SORTS[sort].rises === forward, ...place, size + 1];
}

/** When failures make a supplier the most hit. To the minute, so that pages read one after another count the same failures. */
export function hitRange(asOf: Date): [from: Date, to: Date] {
  const to = Math.floor(asOf.getTime() / MINUTE_MS) * MINUTE_MS;
  return [new Date(to - HIT_DAYS * DAY_MS), new Date(to)];
}

function defineListStatement(name: string) {
  const run = defineStatement<ListedRow>(`investigations/${name}`, {
    ...AD_HOC,
    instantsAsText: true,
  });
  return async (db: Queryable, values: unknown[]): Promise<Listed[]> =>
    (await run(db, values)).map(({ lead, ...row }) => ({
      investigation: toInvestigation(row),
      lead: Number(lead), // an Int8, and far below 2^53
    }));
}
