import { InvalidInput } from '../core/errors.ts';
import { readCursor, type Position } from './cursor.ts';
import type { Investigation } from './investigation.ts';

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
  direction: 'forward' | 'backward';
  size: number;
  /** Where the page begins (forward) or ends (backward); undefined at the list's own end. */
  from: Position | undefined;
}

/** A part of a list of investigations, newest first. */
export interface InvestigationPage {
  investigations: Investigation[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Counts the whole list; only when it is asked for. */
  countAll: () => Promise<number>;
}

/** @throws {InvalidInput} for sizes out of range, a broken cursor, or both directions at once */
export function readPageArgs({ first, after, last, before }: PageArgs): PageRequest {
  const backward = isGiven(last) || isGiven(before);
  if (backward && (isGiven(first) || isGiven(after))) {
    throw refused('last', 'Goes with before, first goes with after; send one of the two pairs.');
  }
  return backward
    ? { direction: 'backward', size: sizeOf(last, 'last'), from: positionOf(before, 'before') }
    : { direction: 'forward', size: sizeOf(first, 'first'), from: positionOf(after, 'after') };
}

/** Cuts a page out of rows that were read in the request's direction, one more than its size. */
export function cutPage(
  rows: Investigation[],
  { direction, size, from }: PageRequest,
  countAll: InvestigationPage['countAll'],
): InvestigationPage {
  const goesOn = rows.length > size;
  const investigations = goesOn ? rows.slice(0, size) : rows;
  const cameFrom = from !== undefined;
  return direction === 'forward'
    ? { investigations, hasNextPage: goesOn, hasPreviousPage: cameFrom, countAll }
    : {
        investigations: investigations.toReversed(), // a copy: one list may answer several askers
        hasNextPage: cameFrom,
        hasPreviousPage: goesOn,
        countAll,
      };
}

function sizeOf(size: number | null | undefined, field: 'first' | 'last'): number {
  const asked = size ?? DEFAULT_PAGE;
  if (asked >= 1 && asked <= MAX_PAGE) return asked;
  throw refused(field, `Is ${asked}; ask for 1 to ${MAX_PAGE} and page on with a cursor.`);
}

function positionOf(cursor: string | null | undefined, field: 'after' | 'before') {
  return isGiven(cursor) ? readCursor(cursor, field) : undefined;
}

const isGiven = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

const refused = (field: string, message: string) => new InvalidInput([{ field, message }]);
