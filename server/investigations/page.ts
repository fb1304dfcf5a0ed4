import { InvalidInput } from '../core/errors.ts';
import { readCursor, writeCursor, type Position } from './cursor.ts';
import type { Investigation } from './investigation.ts';
import { SORTS, type Sort } from './sort.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;

/** Which part of a list: the `first` after a cursor or the `last` before one, never both. */
export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
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
 * @throws {InvalidInput} for sizes out of range, a broken cursor, or both directions at once
 */
export function readPageArgs(
  { first, after, last, before }: PageArgs,
  now: Date,
  sort: Sort = 'NEWEST',
): PageRequest {
  const backward = isGiven(last) || isGiven(before);
  if (backward && (isGiven(first) || isGiven(after))) {
    throw refused('last', 'Goes with before, first goes with after; send one of the two pairs.');
  }
  const from = backward ? positionOf(before, sort, 'before') : positionOf(after, sort, 'after');
  const asOf = from?.asOf ?? now;
  return backward
    ? { sort, direction: 'backward', size: sizeOf(last, 'last'), from, asOf }
    : { sort, direction: 'forward', size: sizeOf(first, 'first'), from, asOf };
}

/** Cuts a page out of rows that were read in the request's direction, one more than its size. */
export function cutPage(
  rows: Listed[],
  request: PageRequest,
  countAll: InvestigationPage['countAll'],
): InvestigationPage {
  const goesOn = rows.length > request.size;
  const edges = (goesOn ? rows.slice(0, request.size) : rows).map((row) => toEdge(row, request));
  const cameFrom = request.from !== undefined;
  return request.direction === 'forward'
    ? { edges, hasNextPage: goesOn, hasPreviousPage: cameFrom, countAll }
    : { edges: edges.reverse(), hasNextPage: cameFrom, hasPreviousPage: goesOn, countAll };
}

function toEdge(row: Listed, { sort, asOf }: PageRequest): InvestigationEdge {
  return { node: row.investigation, cursor: () => writeCursor(placeOf(row, sort, asOf)) };
}

/** Where it is in the order. */
export function placeOf({ investigation, lead }: Listed, sort: Sort, asOf: Date): Position {
  return { sort, lead, at: investigation[SORTS[sort].instant], id: investigation.id, asOf };
}

function sizeOf(size: number | null | undefined, field: 'first' | 'last'): number {
  const asked = size ?? DEFAULT_PAGE;
  if (asked >= 1 && asked <= MAX_PAGE) return asked;
  throw refused(field, `Is ${asked}; ask for 1 to ${MAX_PAGE} and page on with a cursor.`);
}

function positionOf(
  cursor: string | null | undefined,
  sort: Sort,
  field: 'after' | 'before',
): Position | undefined {
  return isGiven(cursor) ? readCursor(cursor, sort, field) : undefined;
}

const isGiven = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

const refused = (field: string, message: string) => new InvalidInput([{ field, message }]);
