import { createHash } from 'node:crypto';
import { InvalidInput } from '../core/errors.ts';
import type { Dataset } from './dataset.ts';
import type { Condition, OrderTerm, Place } from './question.ts';
import { isPlaceValue } from './values.ts';

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
  return createHash('sha256').update(named).digest('base64url').slice(0, DIGEST_LENGTH);
}

/** A place in a list, as clients keep it: the row's values in the order, so the row itself may go. */
export function writeCursor(digest: string, place: Place): string {
  return Buffer.from(JSON.stringify([digest, ...place])).toString('base64url');
}

/**
 * @param field the argument it came in
 * @throws {InvalidInput} for a text that this list with this filter and order did not give out
 */
export function readCursor(
  cursor: string,
  order: readonly OrderTerm[],
  digest: string,
  field: 'after' | 'before',
): Place {
  const read = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(read) && read[0] === digest) {
    const place = read.slice(1) as unknown[];
    if (isPlace(place, order)) return place;
  }
  const message =
    'Is no cursor of this list with this filter and this order; take one from its pageInfo or edges, ' +
    'or leave it out.';
  throw new InvalidInput([{ field, message }]);
}

function isPlace(values: unknown[], order: readonly OrderTerm[]): values is Place {
  return (
    values.length === order.length && order.every(({ field }, i) => isPlaceValue(field, values[i]))
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no place parses from this
  }
}
