import { z } from 'zod';
import type { Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Prisma } from '../core/db.ts';
import { InvalidInput } from '../core/errors.ts';
import type { Supplier } from '../core/generated/prisma/client.ts';
import { readPastProfiles, type Profile } from './read-profile.ts';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 500;

type Reader = Pick<CompanyContext, 'db' | 'company' | 'now'>;

export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** A page of suppliers, in the shape of a Relay connection. */
export interface SupplierPage {
  edges: { cursor: string; node: Supplier }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  /** Counted only when asked for. */
  countAll: () => Promise<number>;
}

export interface AnomalyFilter {
  includeDead?: boolean | null | undefined;
  includePaused?: boolean | null | undefined;
}

/**
 * Suppliers silent for more than twice their own rhythm, furthest past it first; those whose silence is
 * agreed on are left out unless asked for. The page is found by
 * profiles alone; a cursor holds the values it goes on from, so a refresh in between loses nobody
 * whose rank did not change.
 */
export async function listAnomalies(
  { db, company, now }: Reader,
  { includeDead, includePaused, ...page }: AnomalyFilter & PageArgs,
): Promise<SupplierPage> {
  const where: Prisma.CadenceProfileWhereInput = {
    companyId: company.id,
    isAnomaly: true,
    ...(includeDead ? {} : { bucket: { not: 'DEAD' } }),
    ...(includePaused ? {} : { supplier: notPausedAt(now()) }),
  };
  const ranked = await db.cadenceProfile.findMany({
    select: { supplierId: true, timesOwnRhythm: true },
    where: { AND: [where, rankedAfter(page.after)] },
    orderBy: [{ timesOwnRhythm: 'desc' }, { supplierId: 'asc' }],
    take: pageSize(page.first) + 1,
  });
  return pageOf({ db, company, now }, ranked, page, () => db.cadenceProfile.count({ where }));
}

/**
 * The same as of a past day (see readPastProfiles). A silence is agreed on or not as of now: since when
 * is not known.
 *
 * @throws {InvalidInput} for a day to come
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function listPastAnomalies(
  ctx: Parameters<typeof readPastProfiles>[0],
  asOf: Day,
  { includeDead, includePaused, ...page }: AnomalyFilter & PageArgs,
): Promise<SupplierPage> {
  const profiles = await readPastProfiles(ctx, asOf);
  const paused = includePaused ? new Set() : await findPaused(ctx);
  const anomalies = profiles.filter(
    ({ isAnomaly, bucket, supplierId }) =>
      isAnomaly && (includeDead || bucket !== 'DEAD') && !paused.has(supplierId),
  );
  const [rhythm, number] = readCursor(rankCursor, page.after) ?? [Infinity, 0];
  const after = anomalies.filter(
    ({ timesOwnRhythm, supplierId }) =>
      timesOwnRhythm! < rhythm || (timesOwnRhythm === rhythm && supplierId > number), // an anomaly has one
  );
  after.sort((a, b) => b.timesOwnRhythm! - a.timesOwnRhythm! || a.supplierId - b.supplierId);
  return pageOf(ctx, after.slice(0, pageSize(page.first) + 1), page, () =>
    Promise.resolve(anomalies.length),
  );
}

async function findPaused({ db, company, now }: Reader): Promise<ReadonlySet<unknown>> {
  const rows = await db.supplier.findMany({
    select: { supplierId: true },
    where: { companyId: company.id, pausedUntil: { gt: now() } },
  });
  return new Set(rows.map(({ supplierId }) => supplierId));
}

type Ranked = Pick<Profile, 'supplierId' | 'timesOwnRhythm'>;

/** @param ranked the page's and, where the list goes on, one more */
async function pageOf(
  ctx: Reader,
  ranked: readonly Ranked[],
  page: PageArgs,
  countAll: SupplierPage['countAll'],
): Promise<SupplierPage> {
  const take = pageSize(page.first);
  const shown = ranked.slice(0, take);
  const suppliers = await findSuppliers(
    ctx,
    shown.map(({ supplierId }) => supplierId),
  );
  const edges = shown.flatMap(({ supplierId, timesOwnRhythm }) => {
    const node = suppliers.get(supplierId);
    return node ? [{ cursor: writeCursor([timesOwnRhythm, supplierId]), node }] : [];
  });
  return toPage(edges, ranked.length > take, page, countAll);
}

const notPausedAt = (now: Date): Prisma.SupplierWhereInput => ({
  OR: [{ pausedUntil: null }, { pausedUntil: { lte: now } }],
});

async function findSuppliers({ db, company }: Reader, supplierIds: number[]) {
  const rows = await db.supplier.findMany({
    where: { companyId: company.id, supplierId: { in: supplierIds } },
  });
  return new Map(rows.map((row) => [row.supplierId, row]));
}

const rankCursor = z.tuple([z.number(), z.int32()]);

function rankedAfter(cursor: string | null | undefined): Prisma.CadenceProfileWhereInput {
  const after = readCursor(rankCursor, cursor);
  if (!after) return {};
  const [timesOwnRhythm, supplierId] = after;
  return {
    OR: [
      { timesOwnRhythm: { lt: timesOwnRhythm } },
      { timesOwnRhythm, supplierId: { gt: supplierId } },
    ],
  };
}

function writeCursor(values: readonly (number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws {InvalidInput} for a text that is no cursor of this list */
function readCursor<S extends z.ZodType>(
  schema: S,
  cursor: string | null | undefined,
): z.output<S> | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    const message = 'This is no cursor of this list; take one from its edges or pageInfo.';
    throw new InvalidInput([{ field: 'after', message }]);
  }
}

function pageSize(first: number | null | undefined): number {
  return Math.min(Math.max(first ?? DEFAULT_PAGE, 1), MAX_PAGE);
}

function toPage(
  edges: SupplierPage['edges'],
  hasNextPage: boolean,
  { after }: PageArgs,
  countAll: SupplierPage['countAll'],
): SupplierPage {
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countAll,
  };
}
