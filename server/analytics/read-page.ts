import { InvalidInput } from '../core/errors.ts';
import { readCursor } from './cursor.ts';
import { fieldOf, type Dataset, type Direction, type Field } from './dataset.ts';
import type { OrderTerm, PageRequest } from './question.ts';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 500;
const MAX_TERMS = 8;

/** Which part of a list: the `first` after a cursor or the `last` before one, never both. */
export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** One step of an order as GraphQL hands it over. */
export interface OrderInput {
  field: string;
  direction: Direction;
  nulls: 'FIRST' | 'LAST';
}

/**
 * The whole order: what is asked for, else the list's own, and then the key, so that no two rows are
 * equal in it. The key goes the way of the last step, as the indexes do.
 *
 * @throws {InvalidInput} for a field named twice, or too many
 */
export function readOrder(
  dataset: Dataset,
  input: readonly OrderInput[] | null | undefined,
): OrderTerm[] {
  const asked = input?.length
    ? input
    : dataset.order.map((term) => ({ ...term, nulls: 'LAST' as const }));
  if (asked.length > MAX_TERMS) throw refused('orderBy', `Order by at most ${MAX_TERMS} fields.`);
  const names = asked.map(({ field }) => field);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) throw refused('orderBy', `Names ${twice} twice; the second has nothing to say.`);
  const terms = asked.map(({ field, ...way }) => ({ field: orderable(dataset, field), ...way }));
  const direction = terms.at(-1)?.direction ?? 'ASC';
  const key = dataset.key
    .filter(({ name }) => !names.includes(name))
    .map((field) => ({ field, direction, nulls: 'LAST' as const }));
  return [...terms, ...key];
}

/** A list's own order may go by a key that nobody can ask for. */
function orderable(dataset: Dataset, name: string): Field {
  return dataset.key.find((field) => field.name === name) ?? fieldOf(dataset, name);
}

/**
 * @param digest of the question, which a cursor has to be of
 * @throws {InvalidInput} for sizes out of range, a cursor of another question, or both directions at once
 */
export function readPage({ first, after, last, before }: PageArgs, digest: string): PageRequest {
  const backward = isGiven(last) || isGiven(before);
  if (backward && (isGiven(first) || isGiven(after))) {
    throw refused('last', 'Goes with before, first goes with after; send one of the two pairs.');
  }
  const [cursor, field] = backward ? [before, 'before' as const] : [after, 'after' as const];
  return {
    direction: backward ? 'backward' : 'forward',
    size: backward ? sizeOf(last, 'last') : sizeOf(first, 'first'),
    from: isGiven(cursor) ? readCursor(cursor, digest, field) : undefined,
  };
}

function sizeOf(size: number | null | undefined, field: 'first' | 'last'): number {
  const asked = size ?? DEFAULT_PAGE;
  if (asked >= 1 && asked <= MAX_PAGE) return asked;
  throw refused(field, `Is ${asked}; ask for 1 to ${MAX_PAGE} and page on with a cursor.`);
}

const isGiven = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

const refused = (field: string, message: string) => new InvalidInput([{ field, message }]);
