import type { Context } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { encodeCursor, type Position } from './cursor.ts';
import { fitsFilter, type EventFilter } from './event-filter.ts';
import { readCompanyAfter, readCompanyNewest, readLogState, type LoggedEvent } from './log.ts';

const MAX_PAGE = 500;
export const MAX_LOOKED_AT = 5_000;

/** Some events in order, and where to go on from. */
export interface EventPage {
  events: LoggedEvent[];
  /** Where the look ended: after the last event, or further when the filter left the rest out. */
  endCursor: string;
  /** Whether there may be more after it. */
  hasMore: boolean;
}

/**
 * A company's events after a position (or from the oldest kept) that fit a filter. It looks at a bounded number of events, so a
 * page of a rare kind may be short or empty; its cursor goes on behind what was looked at.
 *
 * @throws {InvalidInput} {CursorReset} {CursorExpired}
 */
export async function listEvents(
  { pg }: Pick<Context, 'pg'>,
  { companyId, filter }: { companyId: number; filter: EventFilter },
  after: Position | undefined,
  first: number,
): Promise<EventPage> {
  checkSize('first', first);
  const events: LoggedEvent[] = [];
  let position = after ?? (await oldestKept(pg));
  let lookedAt = 0;
  // What fits a filter may be rare, so a filter looks further at a time than to what is asked for.
  const pageSize = Object.keys(filter).length === 0 ? first : MAX_PAGE;
  for (;;) {
    const page = await readCompanyAfter(pg, companyId, position, pageSize);
    for (const event of page) {
      position = { epoch: position.epoch, seq: event.seq };
      lookedAt += 1;
      if (fitsFilter(event, filter)) events.push(event);
      if (events.length === first) return pageUpTo(position, events, true);
    }
    const isAtEnd = page.length < pageSize;
    if (isAtEnd || lookedAt >= MAX_LOOKED_AT) return pageUpTo(position, events, !isAtEnd);
  }
}

/**
 * A company's newest events that fit a filter, oldest first as in any page. It looks at a bounded number
 * of events, so that a rare kind may have fewer than there are.
 *
 * @param position where the log stood; the page goes on from there
 * @throws {InvalidInput}
 */
export async function listNewestEvents(
  { pg }: Pick<Context, 'pg'>,
  { companyId, filter }: { companyId: number; filter: EventFilter },
  position: Position,
  last: number,
): Promise<EventPage> {
  checkSize('last', last);
  const { kinds, ...rest } = filter;
  const events = await readCompanyNewest(
    pg,
    { companyId, epoch: position.epoch },
    kinds ?? undefined,
    // Kinds are Postgres' to pick; whether the rest fits is in the payload.
    { among: MAX_LOOKED_AT, limit: isEmpty(rest) ? last : MAX_LOOKED_AT },
  );
  const fitting = events.filter((event) => fitsFilter(event, filter)).slice(0, last);
  return pageUpTo(position, fitting.reverse(), false);
}

const isEmpty = (filter: EventFilter) =>
  Object.values(filter).every((list) => list === null || list === undefined);

function checkSize(field: 'first' | 'last', size: number): void {
  if (size >= 1 && size <= MAX_PAGE) return;
  throw new InvalidInput([{ field, message: `Ask for 1 to ${MAX_PAGE} events.` }]);
}

async function oldestKept(pg: Context['pg']): Promise<Position> {
  const { epoch, prunedThrough } = await readLogState(pg);
  return { epoch, seq: prunedThrough };
}

function pageUpTo(position: Position, events: LoggedEvent[], hasMore: boolean): EventPage {
  return { events, endCursor: encodeCursor(position), hasMore };
}
