import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import type { Prisma } from '../core/db.ts';
import { InvalidInput } from '../core/errors.ts';
import type { Supplier } from '../core/generated/prisma/client.ts';

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
  const take = pageSize(page.first);
  const ranked = await db.cadenceProfile.findMany({
    select: { supplierId: true, timesOwnRhythm: true },
    where: { AND: [where, rankedAfter(page.after)] },
    orderBy: [{ timesOwnRhythm: 'desc' }, { supplierId: 'asc' }],
    take: take + 1,
  });
  const shown = ranked.slice(0, take);
  const suppliers = await findSuppliers(
    { db, company, now },
    shown.map((row) => row.supplierId),
  );
  const edges = shown.flatMap(({ supplierId, timesOwnRhythm }) => {
    const node = suppliers.get(supplierId);
    return node ? [{ cursor: writeCursor([timesOwnRhythm, supplierId]), node }] : [];
  });
  return toPage(edges, ranked.length > take, page, () => db.cadenceProfile.count({ where }));
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
