import { InvalidInput } from '../core/errors.ts';
import { fieldOf, isNumeric, type Dataset, type Direction, type Field } from './dataset.ts';
import {
  measureType,
  type Aggregation,
  type GroupOrderTerm,
  type GroupTerm,
  type Having,
  type HavingOp,
  type Measure,
  type MeasureOp,
  type Unit,
} from './question.ts';
import { faultOf } from './values.ts';

export const DEFAULT_GROUPS = 100;
export const MAX_GROUPS = 1_000;
const MAX_TERMS = 8;
const MAX_MEASURES = 16;
const HAVING_OPS: readonly HavingOp[] = ['eq', 'not', 'lt', 'lte', 'gt', 'gte'];

type Given<T> = T | null | undefined;

/** An aggregation as GraphQL hands it over. */
export interface AggregationArgs {
  groupBy?: Given<readonly { field: string; every?: Given<Unit> }[]>;
  measures?: Given<readonly MeasureInput[]>;
  having?: Given<readonly HavingInput[]>;
  orderBy?: Given<readonly GroupOrderInput[]>;
  first?: Given<number>;
}

export interface MeasureInput {
  op: MeasureOp;
  field?: Given<string>;
  percentile?: Given<number>;
}

export type HavingInput = { measure: number } & Partial<Record<HavingOp, Given<number>>>;

export interface GroupOrderInput {
  measure?: Given<number>;
  field?: Given<string>;
  direction: Direction;
  nulls: 'FIRST' | 'LAST';
}

/** @throws {InvalidInput} for what cannot be grouped, measured, compared or ordered so */
export function readAggregation(dataset: Dataset, args: AggregationArgs): Aggregation {
  const groupBy = readGroups(dataset, args.groupBy ?? []);
  const measures = readMeasures(dataset, args.measures ?? [{ op: 'COUNT' }]);
  const first = args.first ?? DEFAULT_GROUPS;
  if (first < 1 || first > MAX_GROUPS) {
    throw refused('first', `Is ${first}; ask for 1 to ${MAX_GROUPS} groups.`);
  }
  if (args.having?.length && groupBy.length === 0) {
    throw refused('having', 'Narrows groups; say in groupBy what they are of.');
  }
  return {
    groupBy,
    measures,
    having: (args.having ?? []).flatMap((one, i) => readHaving(measures, one, `having.${i}`)),
    order: readGroupOrder(groupBy, measures, args.orderBy ?? []),
    first,
  };
}

function readGroups(
  dataset: Dataset,
  input: readonly { field: string; every?: Given<Unit> }[],
): GroupTerm[] {
  if (input.length > MAX_TERMS) throw refused('groupBy', `Group by at most ${MAX_TERMS} fields.`);
  return input.map(({ field: name, every }, i) => {
    const field = fieldOf(dataset, name);
    const path = `groupBy.${i}`;
    if (input.findIndex((one) => one.field === name) < i) {
      throw refused(path, `Names ${name} twice; a group has one value of it.`);
    }
    if (every && field.type !== 'INSTANT' && field.type !== 'DATE') {
      throw refused(path, `${name} is no time; leave out \`every\`.`);
    }
    if (every === 'HOUR' && field.type === 'DATE') {
      throw refused(path, `${name} is a day, which has no hours; group it by DAY, WEEK or MONTH.`);
    }
    return { field, every: every ?? undefined };
  });
}

function readMeasures(dataset: Dataset, input: readonly MeasureInput[]): Measure[] {
  if (input.length < 1 || input.length > MAX_MEASURES) {
    throw refused('measures', `Has ${input.length}; ask for 1 to ${MAX_MEASURES}.`);
  }
  return input.map(({ op, field: name, percentile }, i) => {
    const path = `measures.${i}`;
    const field = name ? fieldOf(dataset, name) : undefined;
    const fault = faultOfMeasure(op, field, percentile);
    if (fault) throw refused(path, fault);
    return { op, field, percentile: percentile ?? undefined };
  });
}

function faultOfMeasure(
  op: MeasureOp,
  field: Field | undefined,
  percentile: Given<number>,
): string | undefined {
  if (!field) return op === 'COUNT' ? undefined : `Lacks the field that ${op} is of.`;
  const isOrdered = isNumeric(field) || ['STRING', 'INSTANT', 'DATE'].includes(field.type);
  const isFit =
    op === 'COUNT' || op === 'COUNT_DISTINCT'
      ? true
      : op === 'MIN' || op === 'MAX'
        ? isOrdered
        : isNumeric(field);
  if (!isFit) return `${field.name} has no ${op}; COUNT and COUNT_DISTINCT it has.`;
  const isGiven = percentile !== null && percentile !== undefined;
  if (op !== 'PERCENTILE') {
    return isGiven ? 'Has a percentile, which only PERCENTILE takes.' : undefined;
  }
  return isGiven && percentile >= 0 && percentile <= 100
    ? undefined
    : 'Lacks a percentile from 0 to 100.';
}

function readHaving(
  measures: readonly Measure[],
  { measure, ...operators }: HavingInput,
  path: string,
): Having[] {
  const compared = measures[measure];
  if (!compared) throw refused(path, `There is no measure ${measure}; the first is 0.`);
  if (!isNumber(compared)) throw refused(path, 'Compares a measure that is no number.');
  return HAVING_OPS.flatMap((op) => {
    const value = operators[op];
    if (value === undefined) return [];
    const fault =
      value === null ? 'Is null; leave it out.' : faultOf({ type: 'FLOAT' } as Field, value);
    if (fault) throw refused(`${path}.${op}`, fault);
    return [{ measure, op, value: value! }]; // null is a fault
  });
}

/** What is asked for, and then by what the groups are, so that no two are equal in it. */
function readGroupOrder(
  groupBy: readonly GroupTerm[],
  measures: readonly Measure[],
  input: readonly GroupOrderInput[],
): GroupOrderTerm[] {
  if (input.length > MAX_TERMS) throw refused('orderBy', `Order by at most ${MAX_TERMS}.`);
  const asked = input.map(({ measure, field, ...way }, i): GroupOrderTerm => {
    const path = `orderBy.${i}`;
    if (typeof measure === 'number' && !field) {
      if (!measures[measure])
        throw refused(path, `There is no measure ${measure}; the first is 0.`);
      return { by: { measure }, ...way };
    }
    const group = groupBy.findIndex((term) => term.field.name === field);
    if (typeof measure === 'number' || group < 0) {
      throw refused(path, 'Name one of the two: a measure, or a field that is grouped by.');
    }
    return { by: { group }, ...way };
  });
  const rest = groupBy.map(
    (_, group) => ({ by: { group }, direction: 'ASC', nulls: 'LAST' }) as const,
  );
  return [...asked, ...rest];
}

export const isNumber = (measure: Measure) =>
  measureType(measure) === 'INT' || measureType(measure) === 'FLOAT';

const refused = (field: string, message: string) => new InvalidInput([{ field, message }]);
