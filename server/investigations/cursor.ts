import { validate } from 'uuid';
import { InvalidInput } from '../core/errors.ts';
import { parseEventTime } from './event-time.ts';
import type { Investigation } from './investigation.ts';

/** A place between two investigations in the order of their events; ids tell equal instants apart. */
export interface Position {
  /** ISO 8601 to the microsecond: with a Date, a page would skip or repeat what shares a millisecond. */
  eventAt: string;
  id: string;
}

export function cursorOf({ eventAt, id }: Investigation): string {
  return Buffer.from(`${eventAt} ${id}`).toString('base64url');
}

/**
 * @param field the argument it came in
 * @throws {InvalidInput} for a text that no list of investigations gave out
 */
export function readCursor(cursor: string, field: 'after' | 'before'): Position {
  const [eventAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const time = parseEventTime(eventAt);
  if (typeof time === 'object' && validate(id)) return { eventAt: time.iso, id };
  const message =
    'Is no cursor of this list; take one from its pageInfo or edges, or leave it out.';
  throw new InvalidInput([{ field, message }]);
}
