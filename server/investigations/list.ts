import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import { batched } from './batched.ts';
import { filterValues, type InvestigationFilter } from './filter.ts';
import { defineInvestigationStatement, type Investigation } from './investigation.ts';
import {
  cutPage,
  readPageArgs,
  type InvestigationPage,
  type PageArgs,
  type PageRequest,
} from './page.ts';
import type { TimeRange } from './queue-preset.ts';

type Reader = Pick<CompanyContext, 'pg' | 'company' | 'cache'>;

/** Which investigations a list is of. */
export interface ListScope {
  filter: InvestigationFilter;
  range?: TimeRange;
  /** Leaves out what is snoozed at this instant; absent: snoozed ones too. */
  awakeAt?: Date;
}

// Unnamed, so that Postgres plans each for the filter at hand.
const AD_HOC = { prepared: false };
const pages = {
  forward: defineInvestigationStatement('page-forward', AD_HOC),
  backward: defineInvestigationStatement('page-backward', AD_HOC),
};
const supplierPages = {
  forward: defineInvestigationStatement('supplier-pages-forward', AD_HOC),
  backward: defineInvestigationStatement('supplier-pages-backward', AD_HOC),
};
const count = defineStatement<{ count: number }>('investigations/count', AD_HOC);
const countBySupplier = defineStatement<{ supid: number; count: number }>(
  'investigations/count-by-supplier',
  AD_HOC,
);

/**
 * A page of all investigations that fit the filter, newest first.
 *
 * @throws {InvalidInput} for page arguments or a filter that make no sense
 */
export async function listInvestigations(
  ctx: Reader,
  { filter, ...args }: { filter?: InvestigationFilter | null | undefined } & PageArgs,
): Promise<InvestigationPage> {
  const request = readPageArgs(args);
  const scope = { filter: filter ?? {} };
  const rows = await readPage(ctx, scope, request);
  return cutPage(rows, request, () => countInvestigations(ctx, scope));
}

/**
 * The same of one supplier; asked for many suppliers at a time it is one statement.
 *
 * @throws {InvalidInput} for page arguments or a filter that make no sense
 */
export async function listOfSupplier(
  ctx: Reader,
  supplierId: number,
  { filter, ...args }: { filter?: InvestigationFilter | null | undefined } & PageArgs,
): Promise<InvestigationPage> {
  const request = readPageArgs(args);
  const scope = { filter: filter ?? {} };
  const values = pageValues(ctx, scope, request);
  const question = `${request.direction} page of supplier ${JSON.stringify(values)}`;
  const rows = await batched(ctx.pg, question, supplierId, async (supplierIds) =>
    Map.groupBy(
      await supplierPages[request.direction](ctx.pg, [...values, supplierIds]),
      (row) => row.supplierId,
    ),
  );
  return cutPage(rows ?? [], request, () => countOfSupplier(ctx, supplierId, scope.filter));
}

/** How many investigations of a supplier fit the filter; for many suppliers it is one statement. */
export async function countOfSupplier(
  { pg, company }: Reader,
  supplierId: number,
  filter: InvestigationFilter,
): Promise<number> {
  const values = [company.id, ...filterValues(filter), null];
  const question = `count of supplier ${JSON.stringify(values)}`;
  const found = await batched(pg, question, supplierId, async (supplierIds) => {
    const rows = await countBySupplier(pg, [...values, supplierIds]);
    return new Map(rows.map((row) => [row.supid, row.count]));
  });
  return found ?? 0;
}

/** The rows of a page and, where the list goes on, one more. */
export function readPage(
  ctx: Reader,
  scope: ListScope,
  request: PageRequest,
): Promise<Investigation[]> {
  return pages[request.direction](ctx.pg, pageValues(ctx, scope, request));
}

/** How long the list is; kept until the company's investigations change. */
export function countInvestigations(
  { pg, company, cache }: Reader,
  { filter, range, awakeAt }: ListScope,
): Promise<number> {
  const values = [company.id, ...filterValues(filter, range)];
  const key = `count ${JSON.stringify(values)} ${awakeAt ? 'awake' : 'all'}`;
  return cache.get(company.id, key, async () => {
    const [row] = await count(pg, [...values, awakeAt ?? null]);
    return row!.count; // an aggregate has one row
  });
}

function pageValues(
  { company }: Reader,
  { filter, range, awakeAt }: ListScope,
  { from, size }: PageRequest,
): unknown[] {
  const place = [from?.eventAt ?? null, from?.id ?? null];
  return [company.id, ...filterValues(filter, range), awakeAt ?? null, ...place, size + 1];
}
