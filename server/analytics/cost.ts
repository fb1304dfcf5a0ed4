import { InvalidInput } from '../core/errors.ts';
import type { WarehouseTable } from '../core/warehouse-statistics.ts';
import { pageOf, type Asked, type FieldCost } from '../graphql/field-cost.ts';
import type { Dataset, Field } from './dataset.ts';
import type { Condition, Value } from './question.ts';
import { DEFAULT_GROUPS, MAX_GROUPS } from './read-aggregation.ts';
import { readFilter, type FilterInput } from './read-filter.ts';
import { DEFAULT_PAGE, MAX_PAGE, type OrderInput } from './read-page.ts';

/** What the parts of a list cost. */
export interface ListCosts {
  list: FieldCost;
  edges: FieldCost;
  pageInfo: FieldCost;
  totalCount: FieldCost;
  aggregate: FieldCost;
}

/**
 * The costs of a dataset's list. A page in the list's own order reads itself; one that is filtered or in
 * another order may have to read all that fits before it is full, and counts and aggregates do in any case.
 */
export function costsOf(dataset: Dataset): ListCosts {
  const narrow = howToNarrow(dataset);
  // each is a part of the list's own field
  const size = ({ parent }: Asked) => pageSize(parent!);
  const page = ({ parent }: Asked) => pageRows(dataset, parent!);
  const all = ({ parent }: Asked) => rowsRead(dataset, parent!);
  return {
    list: { rows: 0 },
    edges: { rows: page, size, narrow },
    pageInfo: { rows: page, narrow },
    totalCount: { rows: all, narrow },
    aggregate: {
      rows: all,
      size: ({ args }) => Math.min(Number(args['first'] ?? DEFAULT_GROUPS), MAX_GROUPS),
      narrow,
    },
  };
}

const pageSize = pageOf(DEFAULT_PAGE, MAX_PAGE);

function pageRows(dataset: Dataset, asked: Asked): number {
  const size = pageSize(asked);
  return isInItsOrder(dataset, asked) ? size : Math.max(rowsRead(dataset, asked), size);
}

/** Whether an index has the rows of a page one after the other. */
function isInItsOrder({ engine, order }: Dataset, { args }: Asked): boolean {
  const [first] = (args['orderBy'] ?? []) as readonly OrderInput[]; // the schema says so
  const hasFilter = args['filter'] !== undefined && args['filter'] !== null;
  return engine === 'POSTGRES' && !hasFilter && (!first || first.field === order[0]?.field);
}

function howToNarrow({ supplierField, order }: Dataset): string {
  const byTime = order[0] ? ` a range of \`${order[0].field}\`` : '';
  const bySupplier = supplierField ? ` some of \`${supplierField}\`` : '';
  return `give \`filter\`${[byTime, bySupplier].filter((way) => way !== '').join(' or')}`;
}

/** Rows that a database reads to answer for all that fit the list's filter. */
function rowsRead(dataset: Dataset, asked: Asked): number {
  const condition = conditionOf(dataset, asked);
  const rows =
    dataset.engine === 'POSTGRES'
      ? new PostgresRows(tableOf(dataset), asked).of(condition)
      : warehouseRows(dataset, condition, asked);
  // a list within something is a supplier's
  return asked.parent ? Math.min(rows, ofSupplier(dataset, asked)) : rows;
}

function conditionOf(dataset: Dataset, { args }: Asked): Condition {
  try {
    return readFilter(dataset, args['filter'] as FilterInput | null | undefined); // of its input type
  } catch (error) {
    if (error instanceof InvalidInput) return { kind: 'any', of: [] }; // it will be refused: nothing is read
    throw error;
  }
}

/** Of the supplier that the operation names, else of the average one. */
function ofSupplier(dataset: Dataset, { parent, statistics }: Asked): number {
  const supplierId = parent?.args['supplierId'];
  const suppliers = Math.max(statistics.rows('supplier'), 1);
  if (dataset.engine === 'CLICKHOUSE') {
    return statistics.warehouseRows(warehouseTableOf(dataset), -Infinity, Infinity) / suppliers;
  }
  const table = tableOf(dataset);
  if (supplierId === undefined) return statistics.rows(table) / suppliers;
  return statistics.rowsWith(table, 'supid', [supplierId]);
}

class PostgresRows {
  readonly #table: string;
  readonly #statistics: Asked['statistics'];

  constructor(table: string, { statistics }: Asked) {
    this.#table = table;
    this.#statistics = statistics;
  }

  get #all(): number {
    return this.#statistics.rows(this.#table);
  }

  /** As many as the index reads that finds the fewest; all where none serves. */
  of(condition: Condition): number {
    const parts = partsOf(condition);
    const ranges = [...rangesOf(parts)].map(([field, { from, to }]) =>
      this.#by(field, (column) => this.#statistics.rowsBetween(this.#table, column, from, to)),
    );
    return Math.min(this.#all, ...ranges, ...parts.map((part) => this.#part(part)));
  }

  #part(condition: Condition): number {
    switch (condition.kind) {
      case 'any':
        return condition.of.reduce((sum, part) => sum + this.of(part), 0);
      case 'in':
        return this.#with(condition.field, condition.values);
      case 'isNull':
        return this.#with(condition.field, [null]);
      case 'compare':
        return condition.op === 'eq' ? this.#with(condition.field, [condition.value]) : this.#all;
      case 'all': // parts of parts are parts
      case 'not':
      case 'search':
        return this.#all;
    }
  }

  #with(field: Field, values: readonly (Value | null)[]): number {
    return this.#by(field, (column) => this.#statistics.rowsWith(this.#table, column, values));
  }

  #by(field: Field, rows: (column: string) => number): number {
    const column = COLUMN.exec(field.sql)?.[1];
    return column === undefined ? this.#all : rows(column);
  }
}

const COLUMN = /^t\.(\w+)$/;
const FIRST_TABLE = /^(?:\{\w+:Identifier\}\.)?(\w+)/;

/** Between two instants, both included, in milliseconds since 1970. */
interface Range {
  from: number;
  to: number;
}

/** What has to hold all together. */
function partsOf(condition: Condition): Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(partsOf) : [condition];
}

/** The stretches of time that the parts leave of each field. */
function rangesOf(parts: readonly Condition[]): Map<Field, Range> {
  const ranges = new Map<Field, Range>();
  for (const part of parts) {
    if (part.kind !== 'compare') continue;
    const { field, op, value } = part;
    if (field.type !== 'INSTANT' && field.type !== 'DATE') continue;
    const at = Date.parse(String(value));
    const known = ranges.get(field) ?? { from: -Infinity, to: Infinity };
    const from = op === 'gt' || op === 'gte' || op === 'eq' ? Math.max(known.from, at) : known.from;
    const to = op === 'lt' || op === 'lte' || op === 'eq' ? Math.min(known.to, at) : known.to;
    ranges.set(field, { from, to });
  }
  return ranges;
}

/** Rows of the table that are counted together: of the days asked for, which it is read by. */
function warehouseRows(dataset: Dataset, condition: Condition, { statistics }: Asked): number {
  const parts = partsOf(condition);
  if (parts.some((part) => part.kind === 'any' && part.of.length === 0)) return 0;
  const [range = { from: -Infinity, to: Infinity }] = rangesOf(parts).values();
  return statistics.warehouseRows(warehouseTableOf(dataset), range.from, range.to);
}

/** The table that rows are of: `investigation` of `investigation AS t`. */
const tableOf = ({ from }: Dataset): string => FIRST_TABLE.exec(from)![1]!; // a dataset begins with it

const warehouseTableOf = (dataset: Dataset) => tableOf(dataset) as WarehouseTable;
