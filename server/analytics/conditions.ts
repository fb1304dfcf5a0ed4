import type { Condition } from './question.ts';
import type { Writer } from './writer.ts';

const COMPARISONS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** The condition in SQL. It may be null where it is false; `not` sees to it that nobody notices. */
export function writeCondition(writer: Writer, condition: Condition): string {
  const { dialect } = writer;
  switch (condition.kind) {
    case 'all':
      return joined(writer, condition.of, 'AND', 'true');
    case 'any':
      return joined(writer, condition.of, 'OR', 'false');
    case 'not':
      return dialect.isNotTrue(writeCondition(writer, condition.of));
    case 'isNull':
      return `${writer.column(condition.field)} IS NULL`;
    case 'in':
      return dialect.isIn(
        writer.column(condition.field),
        writer.valuesOf(condition.field, condition.values),
      );
    case 'compare':
      return comparison(writer, condition);
    case 'search':
      return searching(writer, condition);
  }
}

function joined(writer: Writer, conditions: Condition[], word: string, ofNone: string): string {
  if (conditions.length === 0) return ofNone;
  return `(${conditions.map((one) => writeCondition(writer, one)).join(` ${word} `)})`;
}

function comparison(
  writer: Writer,
  { field, op, value }: Extract<Condition, { kind: 'compare' }>,
): string {
  const { dialect } = writer;
  const column = writer.column(field);
  const parameter = writer.valueOf(field, value);
  if (op === 'contains' || op === 'startsWith') return dialect[op](column, parameter);
  // equal texts are so in any order, and an index in the database's own one serves
  const left = op === 'eq' ? column : dialect.sortable(column, field);
  return `${left} ${COMPARISONS[op]} ${parameter}`;
}

function searching(
  writer: Writer,
  { search, text }: Extract<Condition, { kind: 'search' }>,
): string {
  const literal = text.replaceAll(/[\\%_]/g, '\\$&'); // LIKE reads these three otherwise
  const meanings: Record<string, string> = {
    '{text}': text,
    '{pattern}': `%${literal}%`,
    '{prefix}': `${literal}%`,
  };
  return `(${search.sql.replaceAll(/\{\w+\}/g, (name) => writer.value(meanings[name]!, 'STRING'))})`; // its three
}
