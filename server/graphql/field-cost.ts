import type { CompanyStatistics } from '../core/statistics.ts';

/** A field as an operation asks for it. */
export interface Asked {
  /** The arguments, as the resolver gets them. */
  args: Readonly<Record<string, unknown>>;
  /** The field around it: an edge's connection, a connection's supplier; undefined at the root. */
  parent: Asked | undefined;
  statistics: CompanyStatistics;
  /** Milliseconds since 1970. */
  now: number;
}

type Amount = number | ((asked: Asked) => number);

/**
 * What a field makes the databases do, in rows. Where nothing is said, a field of objects costs one row
 * and any other nothing, changes too; a list of objects has to say its size.
 */
export interface FieldCost {
  /** Rows touched each time it is answered. */
  rows?: Amount;
  /** How many objects it leads to, each of which costs what is asked of it; 1 when absent. */
  size?: Amount;
  /** What makes it cheaper, as a clause: "give `filter` a range of `eventAt`". */
  narrow?: string;
}

/** States a field's cost, for its `extensions`. */
export function costs(cost: FieldCost): { cost: FieldCost } {
  return { cost };
}

/** As many as a page has by its `first` or `last`. */
export function pageOf(fallback: number, max: number): (asked: Asked) => number {
  return ({ args }) => {
    const asked = args['first'] ?? args['last'] ?? fallback;
    return Math.min(Math.max(Number(asked), 0), max);
  };
}

/** The same, of the field around this one: the edges of a connection. */
export function pageAround(fallback: number, max: number): (asked: Asked) => number {
  const size = pageOf(fallback, max);
  return ({ parent }) => size(parent!); // a connection is some field's
}

/** As many as the company has rows in the table. */
export function tableSize(table: string): (asked: Asked) => number {
  return ({ statistics }) => statistics.rows(table);
}
