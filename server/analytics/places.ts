import type { Direction } from './dataset.ts';
import type { OrderTerm, Place } from './question.ts';
import type { Writer } from './writer.ts';

/** The order to read in: the asked one, or for a page before a place the other way round. */
export function readingOrder(
  order: readonly OrderTerm[],
  direction: 'forward' | 'backward',
): readonly OrderTerm[] {
  return direction === 'forward' ? order : order.map(reversed);
}

function reversed({ field, direction, nulls }: OrderTerm): OrderTerm {
  return {
    field,
    direction: direction === 'ASC' ? 'DESC' : 'ASC',
    nulls: nulls === 'FIRST' ? 'LAST' : 'FIRST',
  };
}

export function writeOrder(writer: Writer, order: readonly OrderTerm[]): string {
  return order
    .map(({ field, direction, nulls }) =>
      sorted(sortable(writer, field), direction, field.isNullable ? nulls : undefined),
    )
    .join(', ');
}

/** Where nothing is null, an index in this direction serves only if nulls are not spoken of. */
export function sorted(
  expression: string,
  direction: Direction,
  nulls: 'FIRST' | 'LAST' | undefined,
): string {
  return `${expression} ${direction}${nulls ? ` NULLS ${nulls}` : ''}`;
}

/** The condition that a row comes after the place. */
export function writeAfter(writer: Writer, order: readonly OrderTerm[], place: Place): string {
  const [first, ...rest] = order;
  const isPlain = order.every(
    ({ field, direction }) => !field.isNullable && direction === first?.direction,
  );
  if (isPlain) return afterInOneDirection(writer, order, place);
  const steps = step(writer, order, place, 0);
  if (!first || rest.length === 0 || first.field.isNullable) return steps;
  // says no more than the steps do, but in a way that an index can begin at
  const from = `${sortable(writer, first.field)} ${first.direction === 'ASC' ? '>=' : '<='}`;
  return `(${from} ${writer.valueOf(first.field, place[0]!)} AND ${steps})`; // not nullable
}

function afterInOneDirection(writer: Writer, order: readonly OrderTerm[], place: Place): string {
  const columns = order.map(({ field }) => sortable(writer, field));
  const values = order.map(({ field }, i) => writer.valueOf(field, place[i]!)); // none is nullable
  const comparison = order[0]?.direction === 'ASC' ? '>' : '<';
  return `(${columns.join(', ')}) ${comparison} (${values.join(', ')})`;
}

/** After it in this term, or equal in it and after it in the rest. */
function step(writer: Writer, order: readonly OrderTerm[], place: Place, i: number): string {
  const term = order[i];
  if (!term) return 'false'; // equal in everything: the place itself
  const { field, direction, nulls } = term;
  const value = place[i] ?? null;
  const column = sortable(writer, field);
  const comparison = direction === 'ASC' ? '>' : '<';
  const rest = () => step(writer, order, place, i + 1);
  if (value === null) {
    const equal = `(${column} IS NULL AND ${rest()})`;
    return nulls === 'FIRST' ? `(${column} IS NOT NULL OR ${equal})` : equal;
  }
  const after = `${column} ${comparison} ${writer.valueOf(field, value)}`;
  const nullsAfter = field.isNullable && nulls === 'LAST' ? `${column} IS NULL OR ` : '';
  return `(${nullsAfter}${after} OR (${column} = ${writer.valueOf(field, value)} AND ${rest()}))`;
}

function sortable(writer: Writer, field: OrderTerm['field']): string {
  return writer.dialect.sortable(writer.column(field), field);
}
