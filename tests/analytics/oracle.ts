import { Temporal } from 'temporal-polyfill';

// What the lists have to answer, worked out row by row in another language than theirs: no SQL, no
// three-valued logic, and nothing of server/analytics.

export type Cell = string | number | boolean | null;
export type OracleRow = Readonly<Record<string, Cell>>;
export type Kind =
  'INT' | 'FLOAT' | 'STRING' | 'ENUM' | 'BOOLEAN' | 'INSTANT' | 'DATE' | 'UUID' | 'JSON';

/** A list as it lies in its database. */
export interface Table {
  name: string;
  kinds: Readonly<Record<string, Kind>>;
  /** The values of the enums that are in another order than the alphabet's. */
  enums: Readonly<Record<string, readonly string[]>>;
  key: readonly string[];
  rows: readonly OracleRow[];
}

/** A filter with instants as text; otherwise as GraphQL hands it over. */
export type Filter = { [name: string]: unknown };

export function fits(table: Table, row: OracleRow, filter: Filter): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === 'and') return (value as Filter[]).every((one) => fits(table, row, one));
    if (name === 'or') return (value as Filter[]).some((one) => fits(table, row, one));
    if (name === 'not') return !fits(table, row, value as Filter);
    return Object.entries(value as object).every(([op, operand]) =>
      holds(op, comparer(table, name), row[name]!, operand),
    );
  });
}

type Compare = (a: Cell, b: Cell) => number;

function holds(op: string, compare: Compare, cell: Cell, operand: unknown): boolean {
  const value = operand as Exclude<Cell, null>;
  if (op === 'isNull') return (cell === null) === operand;
  if (op === 'not') return cell === null || compare(cell, value) !== 0;
  if (op === 'notIn') {
    return cell === null || (operand as Cell[]).every((one) => compare(cell, one) !== 0);
  }
  if (cell === null) return false;
  switch (op) {
    case 'eq':
      return compare(cell, value) === 0;
    case 'in':
      return (operand as Cell[]).some((one) => compare(cell, one) === 0);
    case 'lt':
      return compare(cell, value) < 0;
    case 'lte':
      return compare(cell, value) <= 0;
    case 'gt':
      return compare(cell, value) > 0;
    case 'gte':
      return compare(cell, value) >= 0;
    case 'between': {
      const { from, to } = operand as { from: Cell; to: Cell };
      return compare(cell, from) >= 0 && compare(cell, to) <= 0;
    }
    case 'contains':
      return String(cell).includes(String(value));
    case 'startsWith':
      return String(cell).startsWith(String(value));
    default:
      throw new Error(`The oracle knows no ${op}.`);
  }
}

function comparer({ kinds, enums }: Table, name: string): Compare {
  if (['INT', 'FLOAT', 'BOOLEAN'].includes(kinds[name]!)) return (a, b) => Number(a) - Number(b);
  const values = enums[name];
  if (values) return (a, b) => values.indexOf(String(a)) - values.indexOf(String(b));
  return (a, b) => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

export interface Step {
  field: string;
  direction: 'ASC' | 'DESC';
  nulls: 'FIRST' | 'LAST';
}

/** The rows that fit, in the order; rows equal in it by the key, in the direction of the last step. */
export function listed(table: Table, filter: Filter, order: readonly Step[]): OracleRow[] {
  const direction = order.at(-1)?.direction ?? 'ASC';
  const steps = [
    ...order,
    ...table.key.map((field) => ({ field, direction, nulls: 'LAST' as const })),
  ];
  return table.rows
    .filter((row) => fits(table, row, filter))
    .sort((a, b) => {
      for (const { field, ...way } of steps) {
        const difference = compareCells(comparer(table, field), way, a[field]!, b[field]!);
        if (difference !== 0) return difference;
      }
      return 0;
    });
}

function compareCells(
  compare: Compare,
  { direction, nulls }: Omit<Step, 'field'>,
  a: Cell,
  b: Cell,
): number {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === (nulls === 'FIRST') ? -1 : 1;
  }
  return direction === 'ASC' ? compare(a, b) : compare(b, a);
}

export interface GroupTerm {
  field: string;
  every?: 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | undefined;
}

export interface Measure {
  op: 'COUNT' | 'COUNT_DISTINCT' | 'MIN' | 'MAX' | 'AVG' | 'SUM' | 'PERCENTILE';
  field?: string | undefined;
  percentile?: number | undefined;
}

export interface GroupStep {
  measure?: number;
  field?: string;
  direction: 'ASC' | 'DESC';
  nulls: 'FIRST' | 'LAST';
}

export interface Aggregation {
  groupBy: readonly GroupTerm[];
  measures: readonly Measure[];
  /** A measure's place and what it has to be at least. */
  having: { measure: number; gte: number } | undefined;
  orderBy: readonly GroupStep[];
  first: number;
}

export interface OracleGroup {
  key: Cell[];
  measures: Cell[];
}

export function grouped(
  table: Table,
  filter: Filter,
  { groupBy, measures, having, orderBy, first }: Aggregation,
  timeZone: string,
): OracleGroup[] {
  const byKey = new Map<string, { key: Cell[]; rows: OracleRow[] }>();
  if (groupBy.length === 0) byKey.set('[]', { key: [], rows: [] });
  for (const row of table.rows.filter((one) => fits(table, one, filter))) {
    const key = groupBy.map(({ field, every }) => beginning(row[field]!, every, timeZone));
    const group = byKey.get(JSON.stringify(key)) ?? { key, rows: [] };
    byKey.set(JSON.stringify(key), group);
    group.rows.push(row);
  }
  const groups = [...byKey.values()].map(({ key, rows }) => ({
    key,
    measures: measures.map((measure) => measured(table, rows, measure)),
  }));
  const steps = [
    ...orderBy,
    ...groupBy.map(({ field }) => ({ field, direction: 'ASC' as const, nulls: 'LAST' as const })),
  ];
  return groups
    .filter((group) => {
      const value = having && group.measures[having.measure];
      return !having || (typeof value === 'number' && value >= having.gte);
    })
    .sort((a, b) => {
      for (const step of steps) {
        const difference = compareGroups(table, { groupBy, measures }, step, a, b);
        if (difference !== 0) return difference;
      }
      return 0;
    })
    .slice(0, first);
}

function compareGroups(
  table: Table,
  { groupBy, measures }: Pick<Aggregation, 'groupBy' | 'measures'>,
  { measure, field, ...way }: GroupStep,
  a: OracleGroup,
  b: OracleGroup,
): number {
  if (measure === undefined) {
    const i = groupBy.findIndex((term) => term.field === field);
    return compareCells(comparer(table, field!), way, a.key[i]!, b.key[i]!);
  }
  const asked = measures[measure]!;
  const isOfField = asked.field && (asked.op === 'MIN' || asked.op === 'MAX');
  const compare: Compare = isOfField
    ? comparer(table, asked.field!)
    : (x, y) => Number(x) - Number(y);
  return compareCells(compare, way, a.measures[measure]!, b.measures[measure]!);
}

function measured(
  table: Table,
  rows: readonly OracleRow[],
  { op, field, percentile }: Measure,
): Cell {
  if (!field) return rows.length;
  const cells = rows.map((row) => row[field]!).filter((cell) => cell !== null);
  if (op === 'COUNT') return cells.length;
  if (op === 'COUNT_DISTINCT') return new Set(cells).size;
  const sorted = cells.toSorted(comparer(table, field));
  const sum = cells.reduce<number>((total, cell) => total + Number(cell), 0);
  if (cells.length === 0) return null;
  switch (op) {
    case 'MIN':
      return sorted[0]!;
    case 'MAX':
      return sorted.at(-1)!;
    case 'SUM':
      return sum;
    case 'AVG':
      return sum / cells.length;
    case 'PERCENTILE': // nearest rank
      return sorted[Math.max(Math.ceil((percentile! / 100) * cells.length), 1) - 1]!;
  }
}

/** Where the hour, day, week or month begins that an instant or a day is in. */
export function beginning(cell: Cell, every: GroupTerm['every'], timeZone: string): Cell {
  if (cell === null || !every) return cell;
  if (/^\d{4}-\d\d-\d\d$/.test(String(cell)))
    return firstDay(Temporal.PlainDate.from(String(cell)), every).toString();
  const at = Temporal.Instant.from(String(cell)).toZonedDateTimeISO(timeZone);
  const begins =
    every === 'HOUR'
      ? at.subtract({
          minutes: at.minute,
          seconds: at.second,
          milliseconds: at.millisecond,
          microseconds: at.microsecond,
        })
      : firstDay(at.toPlainDate(), every).toZonedDateTime(timeZone);
  return begins.toInstant().toString({ fractionalSecondDigits: 6 });
}

function firstDay(day: Temporal.PlainDate, every: 'HOUR' | 'DAY' | 'WEEK' | 'MONTH') {
  if (every === 'MONTH') return day.with({ day: 1 });
  return every === 'WEEK' ? day.subtract({ days: day.dayOfWeek - 1 }) : day;
}
