import type { Context } from '../core/context.ts';
import { InvalidInput } from '../core/errors.ts';
import { encodeCursor, type Position } from './cursor.ts';
import { fitsFilter, type EventFilter } from './event-filter.ts';
import { readCompanyAfter, readLogState, type LoggedEvent } from './log.ts';

const MAX_PAGE = 500;
const MAX_FIRST = 500;
const MAX_LOOKED_AT = 5_000;

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
  if (first < 1 || first > MAX_FIRST) {
    throw new InvalidInput([{ field: 'first', message: `Ask for 1 to ${MAX_FIRST} events.` }]);
  }
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

async function oldestKept(pg: Context['pg']): Promise<Position> {
  const { epoch, prunedThrough } = await readLogState(pg);
  return { epoch, seq: prunedThrough };
}

function pageUpTo(position: Position, events: LoggedEvent[], hasMore: boolean): EventPage {
  return { events, endCursor: encodeCursor(position), hasMore };
}
