import { validate } from 'uuid';
import { z } from 'zod';
import { InvalidInput } from '../core/errors.ts';
import { parseEventTime } from './event-time.ts';
import { SORTS, type Sort } from './sort.ts';

/** A place between two investigations in an order; ids tell equal instants apart. */
export interface Position {
  sort: Sort;
  lead: number;
  /** ISO 8601 to the microsecond: with a Date, a page would skip or repeat what shares a millisecond. */
  at: string;
  id: string;
  /** When the first page was read: what the order counted until then stays as it was counted. */
  asOf: Date;
}

const instant = z.string().transform((text, ctx) => {
  const time = parseEventTime(text);
  if (typeof time === 'object') return time.iso;
  ctx.addIssue({ code: 'custom', message: 'Is no instant.' });
  return z.NEVER;
});

const place = z.tuple([
  z.enum(Object.keys(SORTS) as [Sort]), // its keys are its type
  z.int(),
  instant,
  z.string().refine(validate),
  z.int().nonnegative(), // milliseconds
]);

export function writeCursor({ sort, lead, at, id, asOf }: Position): string {
  return Buffer.from(JSON.stringify([sort, lead, at, id, asOf.getTime()])).toString('base64url');
}

/** @throws {InvalidInput} for a text that no list of investigations in this order gave out */
export function readCursor(cursor: string, sort: Sort): Position {
  const read = place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (read.success && read.data[0] === sort) {
    const [, lead, at, id, asOf] = read.data;
    return { sort, lead, at, id, asOf: new Date(asOf) };
  }
  const message =
    'Is no cursor of this list in this order; take one from its pageInfo or edges, or leave it out.';
  throw new InvalidInput([{ field: 'after', message }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no place parses from this
  }
}
