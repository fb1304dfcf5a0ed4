import type { InvestigationSort } from '#lib/graphql/generated.ts';

/** As much of a case as its place depends on. */
export interface Placed {
  id: string;
  eventAt: string; // an instant, ISO 8601
  createdAt: string; // likewise
  supplierId: number;
  errorId: number;
}

export type Order = (a: Placed, b: Placed) => number;

const newest: Order = (a, b) =>
  Date.parse(b.eventAt) - Date.parse(a.eventAt) || (a.id < b.id ? 1 : -1);

/** The orders of the server. By MOST_HIT_SUPPLIER only it knows the place of what comes; here it is last. */
export const ORDERS = {
  NEWEST: newest,
  OLDEST: (a, b) => -newest(a, b),
  SUPPLIER: (a, b) => a.supplierId - b.supplierId || newest(a, b),
  ERROR: (a, b) => a.errorId - b.errorId || newest(a, b),
  LONGEST_OPEN: (a, b) =>
    Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1),
  MOST_HIT_SUPPLIER: () => 0,
} satisfies Record<InvestigationSort, Order>;

/** The rows with others let in at their places; what stands already keeps its order. */
export function merged<Row extends Placed>(
  rows: readonly Row[],
  others: readonly Row[],
  order: Order,
): Row[] {
  const coming = [...others].sort(order);
  const all: Row[] = [];
  for (const row of rows) {
    while (coming[0] && order(coming[0], row) < 0) all.push(coming.shift()!); // just looked at
    all.push(row);
  }
  return [...all, ...coming];
}
