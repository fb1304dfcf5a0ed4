import type { Direction, Field, FieldType, Search } from './dataset.ts';

/** A value as statements take it; instants and days as text. */
export type Value = string | number | boolean;

/**
 * What rows have to fulfil. A condition is true or false of a row, never unknown: a null fulfils
 * `isNull` and no other comparison, and `not` is the exact opposite of what it denies.
 */
export type Condition =
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | {
      kind: 'compare';
      field: Field;
      op: 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith';
      value: Value;
    }
  | { kind: 'in'; field: Field; values: Value[] }
  | { kind: 'isNull'; field: Field }
  | { kind: 'search'; search: Search; text: string };

/** One step of an order. */
export interface OrderTerm {
  field: Field;
  direction: Direction;
  /** Where rows without a value come. */
  nulls: 'FIRST' | 'LAST';
}

/** Where a row is in an order: a value for each term. */
export type Place = (Value | null)[];

/** Which part of a list. */
export interface PageRequest {
  direction: 'forward' | 'backward';
  size: number;
  /** Where the page begins (forward) or ends (backward); absent: at the list's own end. */
  from?: Place | undefined;
}

export type Unit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/** What rows are grouped by: equal values, or all of a field's that are in one hour, day, week or month. */
export interface GroupTerm {
  field: Field;
  every?: Unit | undefined;
}

export type MeasureOp = 'COUNT' | 'COUNT_DISTINCT' | 'MIN' | 'MAX' | 'AVG' | 'SUM' | 'PERCENTILE';

export interface Measure {
  op: MeasureOp;
  /** Absent of a COUNT of rows. */
  field?: Field | undefined;
  /** 0 to 100, of a PERCENTILE. */
  percentile?: number | undefined;
}

/** What a measure's value is: a text, an instant and a day only of the least and the greatest of those. */
export function measureType({ op, field }: Measure): FieldType {
  if ((op === 'MIN' || op === 'MAX') && field) return field.type;
  return op === 'COUNT' || op === 'COUNT_DISTINCT' ? 'INT' : 'FLOAT';
}

export type HavingOp = 'eq' | 'not' | 'lt' | 'lte' | 'gt' | 'gte';

/** A comparison of a measure (by its place in the list) with a number. */
export interface Having {
  measure: number;
  op: HavingOp;
  value: number;
}

/** One step of the order of groups: by a measure or by what they are grouped by, each by its place. */
export interface GroupOrderTerm {
  by: { measure: number } | { group: number };
  direction: Direction;
  nulls: 'FIRST' | 'LAST';
}

export interface Aggregation {
  groupBy: GroupTerm[];
  measures: Measure[];
  having: Having[];
  order: GroupOrderTerm[];
  first: number;
}
