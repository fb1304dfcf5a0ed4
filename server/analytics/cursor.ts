import { createHash } from 'node:crypto';
import { InvalidInput } from '../core/errors.ts';
import type { Dataset } from './dataset.ts';
import type { Condition, OrderTerm, Place } from './question.ts';

const DIGEST_LENGTH = 12; // 72 bits: nobody meets another question by chance

/** Says which list, filter and order a cursor is of; in any other it would be no place at all. */
export function digestOf(dataset: Dataset, order: readonly OrderTerm[], filter: Condition): string {
  const question = [
    dataset.name,
    order.map(({ field, direction, nulls }) => [field.name, direction, nulls]),
    filter,
  ];
  const named = JSON.stringify(question, (key, value: unknown) =>
    key === 'field' ? (value as { name: string }).name : value,
  );
  return hashOf(named);
}

const hashOf = (text: string) =>
  createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH);

/**
 * A place in a list, as clients keep it: the row's values in the order, so the row itself may go, and a
 * seal on them and the question. The seal finds mistakes and needs no secret: whoever forges one is shown
 * no more than by a filter.
 */
export function writeCursor(digest: string, place: Place): string {
  return Buffer.from(JSON.stringify([sealOf(digest, place), ...place])).toString('base64url');
}

const sealOf = (digest: string, place: Place) => hashOf(digest + JSON.stringify(place));

/**
 * @param field the argument it came in
 * @throws {InvalidInput} for a text that this list with this filter and order did not give out
 */
export function readCursor(cursor: string, digest: string, field: 'after' | 'before'): Place {
  const read = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(read)) {
    const [seal, ...place] = read as [unknown, ...Place];
    if (seal === sealOf(digest, place)) return place;
  }
  const message =
    'Is no cursor of this list with this filter and this order; take one from its pageInfo or edges, ' +
    'or leave it out.';
  throw new InvalidInput([{ field, message }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no place parses from this
  }
}
