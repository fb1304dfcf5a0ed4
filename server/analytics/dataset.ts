import type { CompanyContext } from '../core/context.ts';

export type Engine = 'POSTGRES' | 'CLICKHOUSE';

/** What a field's values are, and with that what can be asked of it. */
export type FieldType =
  'INT' | 'FLOAT' | 'STRING' | 'ENUM' | 'BOOLEAN' | 'INSTANT' | 'DATE' | 'UUID' | 'JSON';

/** One thing that a list can be filtered, ordered, grouped and measured by. */
export interface Field {
  /** As GraphQL and the list's rows call it. */
  name: string;
  type: FieldType;
  /** The expression that it is, over the dataset's source. Fixed text: what callers send never gets here. */
  sql: string;
  isNullable: boolean;
  /** Meaning and unit, for the schema. */
  description: string;
  /** The enum's name, of an ENUM. */
  enumName?: string;
  /** The Postgres type of an ENUM; absent where a text column holds it. */
  enumType?: string;
}

/** A text that is looked for in several fields at once. */
export interface Search {
  description: string;
  /** The condition. {text} is the parameter, {pattern} it within wildcards, {prefix} it before one. */
  sql: string;
}

export type Direction = 'ASC' | 'DESC';

interface Description {
  /** The root field, and the stem of the names of its types. */
  name: string;
  description: string;
  fields: readonly Field[];
  /** What no two rows share, so that a place in the list is one place. */
  key: readonly Field[];
  /** The order where none is asked for. */
  order: readonly { field: string; direction: Direction }[];
  /** The field that says whose a row is, of a list that a supplier has as well. */
  supplierField?: string;
  search?: Search;
}

/** A list of Postgres. */
export interface PostgresDataset extends Description {
  engine: 'POSTGRES';
  /** The FROM clause. Its first table is `t` and has a `company_id`. */
  from: string;
  /** A condition that every row of the list fulfils. */
  where?: string;
  /** Columns that rows have beside the fields, by name. */
  unasked: Readonly<Record<string, string>>;
  /** How many rows it has in all, where that is kept rather than counted. */
  countAll?: (ctx: Pick<CompanyContext, 'pg' | 'company' | 'cache'>) => Promise<number>;
}

/**
 * A list of ClickHouse: rows of a table counted together, since nothing in the warehouse is unique.
 * Each field's `sql` is over the table; a key field's is what rows are grouped by.
 */
export interface ClickHouseDataset extends Description {
  engine: 'CLICKHOUSE';
  /** The FROM clause. {database:Identifier} is the company's, {timeZone:String} its business time zone. */
  from: string;
  where?: string;
}

/** One list of the graph: all that filters, orders, pages, aggregates and exports are made from. */
export type Dataset = PostgresDataset | ClickHouseDataset;

/** The field of that name, where the name comes from the schema. */
export function fieldOf(dataset: Dataset, name: string): Field {
  const field = dataset.fields.find((one) => one.name === name);
  if (!field) throw new Error(`${dataset.name} has no field ${name}.`);
  return field;
}

/** JSON has no order and no equals. */
export const isComparable = ({ type }: Field) => type !== 'JSON';
export const isNumeric = ({ type }: Field) => type === 'INT' || type === 'FLOAT';
