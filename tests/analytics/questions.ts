import fc from 'fast-check';
import type { Aggregation, Cell, Filter, GroupTerm, Kind, Measure, Step, Table } from './oracle.ts';

const ORDERED: readonly Kind[] = ['INT', 'FLOAT', 'STRING', 'INSTANT', 'DATE'];
export const NUMBERS: readonly Kind[] = ['INT', 'FLOAT'];
/** What LIKE and regular expressions would read otherwise, nothing at all, and another alphabet. */
export const ODD_TEXTS = ['', '%', '_', '\\', "'", '.', 'ё', 'E'];

export const PERCENTILES = [0, 5, 10, 25, 33.3, 50, 75, 90, 99, 100];

export interface PageQuestion {
  filter: Filter;
  order: Step[];
  sizes: [number, number, number];
}

const comparable = (table: Table) =>
  Object.keys(table.kinds).filter((name) => table.kinds[name] !== 'JSON');

/** Any page of a list: a filter, an order, and how many rows to read first, then on, then back. */
export function pageQuestions(table: Table): fc.Arbitrary<PageQuestion> {
  const size = fc.integer({ min: 1, max: 12 });
  return fc.record({
    filter: filters(table),
    order: orders(table),
    sizes: fc.tuple(size, size, size),
  });
}

function orders(table: Table): fc.Arbitrary<Step[]> {
  const step = fc.record({
    field: fc.constantFrom(...comparable(table)),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    nulls: fc.constantFrom('FIRST' as const, 'LAST' as const),
  });
  return fc.uniqueArray(step, { minLength: 1, maxLength: 3, selector: ({ field }) => field });
}

export function filters(table: Table): fc.Arbitrary<Filter> {
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      { weight: 4, arbitrary: operators(table) },
      { weight: 1, arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((and) => ({ and })) },
      { weight: 2, arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((or) => ({ or })) },
      { weight: 1, arbitrary: tie('filter').map((not) => ({ not })) },
    ),
  }));
  return filter;
}

/** One or two fields with an operator or two each. */
function operators(table: Table): fc.Arbitrary<Filter> {
  const ofField = fc
    .constantFrom(...Object.keys(table.kinds))
    .chain((name) => operator(table, name).map((operands) => [name, operands] as const));
  return fc
    .array(ofField, { minLength: 1, maxLength: 2 })
    .map((fields) => Object.fromEntries(fields));
}

function operator(table: Table, name: string): fc.Arbitrary<object> {
  const kind = table.kinds[name]!;
  const isNull = fc.boolean().map((one) => ({ isNull: one }));
  if (kind === 'JSON') return isNull;
  const cells = [...new Set(table.rows.map((row) => row[name]!))].filter((cell) => cell !== null);
  const value = fc.constantFrom<Cell>(...cells, ...(kind === 'STRING' ? ODD_TEXTS : []));
  const list = fc.array(value, { maxLength: 4 });
  const one = (op: string) => value.map((operand) => ({ [op]: operand }));
  const equals = [
    one('eq'),
    one('not'),
    list.map((on) => ({ in: on })),
    list.map((off) => ({ notIn: off })),
  ];
  const ordered = [
    ...['lt', 'lte', 'gt', 'gte'].map(one),
    fc.record({ from: value, to: value }).map((between) => ({ between })),
  ];
  const part = value.chain((cell) =>
    fc
      .nat(String(cell).length)
      .chain((from) => fc.nat(6).map((length) => String(cell).slice(from, from + length))),
  );
  const texts = [
    part.map((contains) => ({ contains })),
    part.map((startsWith) => ({ startsWith })),
    one('startsWith'),
  ];
  const all = [
    ...equals,
    ...(ORDERED.includes(kind) ? ordered : []),
    ...(kind === 'STRING' ? texts : []),
    isNull,
  ];
  return fc
    .array(fc.oneof(...all), { minLength: 1, maxLength: 2 })
    .map((parts) => Object.assign({}, ...parts) as object);
}

export interface GroupQuestion {
  filter: Filter;
  aggregation: Aggregation;
}

/** Any aggregation over any filter. */
export function groupQuestions(table: Table): fc.Arbitrary<GroupQuestion> {
  const parts = fc.record({
    filter: filters(table),
    groupBy: fc.uniqueArray(groupTerm(table), { maxLength: 3, selector: ({ field }) => field }),
    measures: fc.array(measure(table), { minLength: 1, maxLength: 4 }),
    first: fc.integer({ min: 1, max: 100 }),
  });
  return parts.chain(({ filter, groupBy, measures, first }) => {
    const numbers = [...measures.keys()].filter((i) => isNumber(table, measures[i]!));
    const steps = [
      ...[...measures.keys()].map((i) => ({ measure: i })),
      ...groupBy.map(({ field }) => ({ field })),
    ];
    const having =
      numbers.length > 0 && groupBy.length > 0
        ? fc.option(
            fc.record({
              measure: fc.constantFrom(...numbers),
              gte: fc.integer({ min: -2, max: 20 }),
            }),
            { nil: undefined },
          )
        : fc.constant(undefined);
    const way = fc.record({
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
      nulls: fc.constantFrom('FIRST' as const, 'LAST' as const),
    });
    const orderBy = fc.array(
      fc.tuple(fc.constantFrom(...steps), way).map(([by, rest]) => ({ ...by, ...rest })),
      { maxLength: 2 },
    );
    return fc
      .record({ having, orderBy })
      .map((rest) => ({ filter, aggregation: { groupBy, measures, first, ...rest } }));
  });
}

function groupTerm(table: Table): fc.Arbitrary<GroupTerm> {
  return fc.constantFrom(...comparable(table)).chain((field) => {
    const kind = table.kinds[field];
    const units = [undefined, 'DAY', 'WEEK', 'MONTH'] as const;
    if (kind === 'INSTANT')
      return fc.constantFrom(...units, 'HOUR' as const).map((every) => ({ field, every }));
    if (kind === 'DATE') return fc.constantFrom(...units).map((every) => ({ field, every }));
    return fc.constant({ field });
  });
}

function measure(table: Table): fc.Arbitrary<Measure> {
  const names = comparable(table);
  const of = (kinds: readonly Kind[]) => names.filter((name) => kinds.includes(table.kinds[name]!));
  const field = (from: readonly string[]) => fc.constantFrom(...from);
  const numbers = of(NUMBERS);
  return fc.oneof(
    fc.constant<Measure>({ op: 'COUNT' }),
    fc.record({
      op: fc.constantFrom('COUNT' as const, 'COUNT_DISTINCT' as const),
      field: field(names),
    }),
    fc.record({ op: fc.constantFrom('MIN' as const, 'MAX' as const), field: field(of(ORDERED)) }),
    fc.record({ op: fc.constantFrom('AVG' as const, 'SUM' as const), field: field(numbers) }),
    fc.record({
      op: fc.constant('PERCENTILE' as const),
      field: field(numbers),
      percentile: fc.constantFrom(...PERCENTILES),
    }),
  );
}

export function isNumber(table: Table, { op, field }: Measure): boolean {
  return !field || !(op === 'MIN' || op === 'MAX') || NUMBERS.includes(table.kinds[field]!);
}
