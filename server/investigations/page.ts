import { InvalidInput } from '../core/errors.ts';
import { readCursor, writeCursor, type Position } from './cursor.ts';
import type { Investigation } from './investigation.ts';
import { SORTS, type Sort } from './sort.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;

/** Which part of a list: the `first` after a cursor. */
export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** Page arguments, checked. */
export interface PageRequest {
  sort: Sort;
  direction: 'forward' | 'backward';
  size: number;
  /** Where the page begins (forward) or ends (backward); undefined at the list's own end. */
  from: Position | undefined;
  /** When the first page was read. */
  asOf: Date;
}

/** An investigation as a list has it. */
export interface Listed {
  investigation: Investigation;
  lead: number;
}

export interface InvestigationEdge {
  node: Investigation;
  cursor: () => string;
}

/** A part of a list of investigations. */
export interface InvestigationPage {
  edges: InvestigationEdge[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Counts the whole list; only when it is asked for. */
  countAll: () => Promise<number>;
}

/**
 * @param now becomes the page's `asOf` unless it goes on from another page
 * @throws {InvalidInput} for a size out of range or a broken cursor
 */
export function readPageArgs(
  { first, after }: PageArgs,
  now: Date,
  sort: Sort = 'NEWEST',
): PageRequest {
  const from = typeof after === 'string' ? readCursor(after, sort) : undefined;
  return { sort, direction: 'forward', size: sizeOf(first), from, asOf: from?.asOf ?? now };
}

/** Cuts a page out of rows that were read forward, one more than its size. */
export function cutPage(
  rows: Listed[],
  request: PageRequest,
  countAll: InvestigationPage['countAll'],
): InvestigationPage {
  return {
    edges: rows.slice(0, request.size).map((row) => toEdge(row, request)),
    hasNextPage: rows.length > request.size,
    hasPreviousPage: request.from !== undefined,
    countAll,
  };
}

function toEdge(row: Listed, { sort, asOf }: PageRequest): InvestigationEdge {
  return { node: row.investigation, cursor: () => writeCursor(placeOf(row, sort, asOf)) };
}

/** Where it is in the order. */
export function placeOf({ investigation, lead }: Listed, sort: Sort, asOf: Date): Position {
  return { sort, lead, at: investigation[SORTS[sort].instant], id: investigation.id, asOf };
}

function sizeOf(first: number | null | undefined): number {
  const asked = first ?? DEFAULT_PAGE;
  if (asked >= 1 && asked <= MAX_PAGE) return asked;
  const message = `Is ${asked}; ask for 1 to ${MAX_PAGE} and page on with a cursor.`;
  throw new InvalidInput([{ field: 'first', message }]);
}
