import { writeCondition } from './conditions.ts';
import type { ClickHouseDataset, Dataset, PostgresDataset } from './dataset.ts';
import { fieldOf } from './dataset.ts';
import { readingOrder, sorted, writeAfter, writeOrder } from './places.ts';
import {
  measureType,
  type Aggregation,
  type Condition,
  type GroupTerm,
  type OrderTerm,
  type Place,
} from './question.ts';
import { Writer, type Statement } from './writer.ts';

/** The rows that a question is about. */
export interface Scope {
  dataset: Dataset;
  companyId: number;
  /** The company's business time zone. */
  timeZone: string;
  condition: Condition;
  /** Suppliers, of which each gets an answer of its own; absent: one answer about all rows. */
  suppliers?: readonly number[] | undefined;
}

export interface PageQuestion extends Scope {
  order: readonly OrderTerm[];
  direction: 'forward' | 'backward';
  /** Only what comes after it in the direction. */
  from?: Place | undefined;
  /** How many rows, of each supplier where there are suppliers; absent: all of them. */
  limit?: number | undefined;
  /** The fields that rows are to have; those of Postgres have all. */
  fields: readonly string[];
}

/** The column of an answer that says of which supplier it is. */
export const SUPPLIER = 'of_supplier';
/** The column of a row that has its value in the order's term. */
export const orderColumn = (i: number) => `o${i}`;
/** The columns of a group: what it is grouped by, and its measures. */
export const groupColumn = (i: number) => `k${i}`;
export const measureColumn = (i: number) => `m${i}`;

/**
 * A part of a list as one statement. Rows come in the reading direction: a page before a place comes
 * last row first. Without a limit it is for streaming.
 */
export function compilePage(question: PageQuestion): Statement {
  const { dataset, direction, from, limit } = question;
  const writer = new Writer(dataset);
  const order = readingOrder(question.order, direction);
  const conditions = from ? [() => writeAfter(writer, order, from)] : [];
  const columns = [
    ...rowColumns(writer, question),
    ...order.map(({ field }, i) => writer.output(field, orderColumn(i))),
  ];
  return perSupplier(writer, question, {
    columns,
    conditions,
    ending: (suppliers) => {
      const count = limit === undefined ? '' : `\nLIMIT ${writer.value(limit, 'INT')}${suppliers}`;
      return `\nORDER BY ${writeOrder(writer, order)}${count}`;
    },
    outerOrder: order.map(({ field, direction: way, nulls }, i) =>
      sorted(
        writer.dialect.sortable(orderColumn(i), field),
        way,
        field.isNullable ? nulls : undefined,
      ),
    ),
  });
}

/** How many rows there are. */
export function compileCount(scope: Scope): Statement {
  const writer = new Writer(scope.dataset);
  return perSupplier(writer, scope, { columns: ['count(*) AS m0'], isAggregate: true });
}

/** Groups of rows and their measures, as one statement. */
export function compileAggregation(scope: Scope, aggregation: Aggregation): Statement {
  const writer = new Writer(scope.dataset);
  const { groupBy, measures, having, order, first } = aggregation;
  const keys = groupBy.map(
    (term, i) => `${groupExpression(writer, scope, term)} AS ${groupColumn(i)}`,
  );
  const values = measures.map((measure, i) => {
    const expression = measure.field ? writer.column(measure.field) : '';
    const percentile =
      measure.percentile === undefined ? '' : writer.value(measure.percentile / 100, 'FLOAT');
    const value = writer.dialect.measure(measure, expression, percentile);
    return `${writer.dialect.output(value, measureType(measure))} AS ${measureColumn(i)}`;
  });
  const sorting = order.map(({ by, direction, nulls }) => {
    if ('measure' in by) return sorted(measureColumn(by.measure), direction, nulls);
    const { field } = groupBy[by.group]!; // whoever read the question looked
    return sorted(writer.dialect.sortable(groupColumn(by.group), field), direction, nulls);
  });
  return perSupplier(writer, scope, {
    columns: [...keys, ...values],
    isAggregate: true,
    groupBy: groupBy.map((_, i) => groupColumn(i)),
    wrap: (inner, suppliers) => {
      const conditions = having.map(({ measure, op, value }) => {
        const column = measureColumn(measure);
        const parameter = writer.value(value, 'FLOAT');
        return op === 'not'
          ? writer.dialect.isNotTrue(`${column} = ${parameter}`)
          : `${column} ${HAVING[op]} ${parameter}`;
      });
      const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
      const orderBy = sorting.length > 0 ? `\nORDER BY ${sorting.join(', ')}` : '';
      const limit = `\nLIMIT ${writer.value(first, 'INT')}${suppliers}`;
      return `SELECT *\nFROM (\n${inner}\n) AS g${where}${orderBy}${limit}`;
    },
    outerOrder: sorting,
  });
}

const HAVING = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function groupExpression(writer: Writer, { timeZone }: Scope, { field, every }: GroupTerm): string {
  const column = writer.column(field);
  if (!every) return writer.dialect.output(column, field.type);
  const zone = field.type === 'INSTANT' ? writer.value(timeZone, 'STRING') : '';
  return writer.dialect.output(writer.dialect.bucket(column, field, every, zone), field.type);
}

interface Parts {
  columns: readonly string[];
  /** More that rows have to fulfil. */
  conditions?: readonly (() => string)[];
  isAggregate?: boolean;
  groupBy?: readonly string[];
  /** What comes after the conditions; the suppliers' part of a LIMIT is told. */
  ending?: (suppliers: string) => string;
  /** Around the statement, as `ending` inside it. */
  wrap?: (inner: string, suppliers: string) => string;
  /** The order of a supplier's rows in the answer about many. */
  outerOrder?: readonly string[];
}

/** The statement about all rows, or for each supplier: by LATERAL in Postgres, by LIMIT BY in ClickHouse. */
function perSupplier(writer: Writer, scope: Scope, parts: Parts): Statement {
  const { dataset } = scope;
  const text =
    dataset.engine === 'POSTGRES'
      ? postgresText(writer, scope, dataset, parts)
      : clickhouseText(writer, scope, dataset, parts);
  return { text, values: writer.values };
}

function postgresText(
  writer: Writer,
  scope: Scope,
  dataset: PostgresDataset,
  { columns, conditions = [], groupBy = [], ending, wrap, outerOrder = [] }: Parts,
): string {
  const { suppliers } = scope;
  const where = [
    `t.company_id = ${writer.value(scope.companyId, 'INT')}::int`,
    ...(dataset.where ? [dataset.where] : []),
    ...(suppliers ? [`${writer.column(supplierField(dataset))} = wanted.supplier`] : []),
    writeCondition(writer, scope.condition),
    ...conditions.map((write) => write()),
  ];
  const grouped = groupBy.length > 0 ? `\nGROUP BY ${groupBy.join(', ')}` : '';
  const inner =
    `SELECT ${columns.join(', ')}\nFROM ${dataset.from}\nWHERE ${where.join('\n  AND ')}` +
    grouped +
    (ending?.('') ?? '');
  const whole = wrap?.(inner, '') ?? inner;
  if (!suppliers) return whole;
  const wanted = writer.valuesOf(supplierField(dataset), suppliers);
  return (
    `SELECT wanted.supplier AS ${SUPPLIER}, r.*\nFROM unnest(${wanted}) AS wanted(supplier)\n` +
    `CROSS JOIN LATERAL (\n${whole}\n) AS r\nORDER BY ${['1', ...outerOrder].join(', ')}`
  );
}

function clickhouseText(
  writer: Writer,
  scope: Scope,
  dataset: ClickHouseDataset,
  { columns, conditions = [], isAggregate = false, groupBy = [], ending, wrap }: Parts,
): string {
  const { suppliers } = scope;
  const supplier = suppliers && writer.column(supplierField(dataset));
  const where = [
    ...(suppliers
      ? [writer.dialect.isIn(supplier!, writer.valuesOf(supplierField(dataset), suppliers))] // has one
      : []),
    writeCondition(writer, scope.condition),
    ...conditions.map((write) => write()),
  ];
  const by = suppliers ? ` BY ${SUPPLIER}` : '';
  const end = ending?.(by) ?? '';
  const groups = [...(suppliers && isAggregate ? [SUPPLIER] : []), ...groupBy];
  const inner =
    `SELECT ${[...(suppliers ? [`${supplier} AS ${SUPPLIER}`] : []), ...columns].join(', ')}\n` +
    `FROM (\n${clickhouseSource(writer, dataset)}\n) AS t\nWHERE ${where.join('\n  AND ')}` +
    (groups.length > 0 ? `\nGROUP BY ${groups.join(', ')}` : '') +
    end;
  return wrap?.(inner, by) ?? inner;
}

/** The rows, with no more columns than are read: one may be missing in a company's own warehouse. */
function clickhouseSource(
  { used }: Writer,
  { from, where, fields, key }: ClickHouseDataset,
): string {
  const columns = fields.filter((field) => used.has(field) || key.includes(field));
  return (
    `SELECT ${columns.map(({ name, sql }) => `${sql} AS \`${name}\``).join(', ')}\nFROM ${from}` +
    (where ? `\nWHERE ${where}` : '') +
    `\nGROUP BY ${key.map(({ name }) => `\`${name}\``).join(', ')}`
  );
}

function rowColumns(writer: Writer, { dataset, fields }: PageQuestion): string[] {
  if (dataset.engine === 'CLICKHOUSE') {
    return fields.map((name) => writer.output(fieldOf(dataset, name), name));
  }
  const columns = dataset.fields.map((field) => writer.output(field, field.name));
  const unasked = Object.entries(dataset.unasked).map(([name, sql]) => `${sql} AS "${name}"`);
  return [...columns, ...unasked];
}

function supplierField(dataset: Dataset) {
  return fieldOf(dataset, dataset.supplierField!); // a list of suppliers has one
}
