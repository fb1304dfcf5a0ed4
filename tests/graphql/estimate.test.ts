import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { CompanyStatistics } from '../../server/core/statistics.ts';
import { TooComplex } from '../../server/graphql/cost-plan.ts';
import { estimate } from '../../server/graphql/estimate.ts';
import { schema } from '../../server/graphql/schema.ts';

// A company of 1,000 suppliers and a million investigations, of which 2,000 are open.
const ROWS: Record<string, number> = { investigation: 1_000_000, supplier: 1_000 };
const rows = (table: string) => ROWS[table] ?? 100;
const statistics: CompanyStatistics = {
  rows,
  rowsWith: (table, column, values) =>
    column === 'status' && values.join() === 'OPEN' ? 2_000 : rows(table) / 1_000,
  rowsBetween: (table, _column, from, to) => rows(table) * Math.min((to - from) / 31e9, 1),
  warehouseRows: () => 9_000_000,
};
const NOW = Date.parse('2026-11-20T09:00:00Z');

function costOf(
  text: string,
  variableValues: Record<string, unknown> = {},
  operationName?: string,
) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const definition = getOperationAST(document, operationName)!;
  const operation = { schema, document, definition, variableValues, operationName };
  return estimate(operation, statistics, NOW);
}
const rowsOf = (...asked: Parameters<typeof costOf>) => costOf(...asked).rows;

const SUPPLIER = 'supplier { name }'; // a row each
const PAGE = (first: number) => `queue(first: ${first}) { edges { node { ${SUPPLIER} } } }`;

describe('The cost of an operation', () => {
  it.each([
    ['of nothing but names', '{ __typename __schema { types { name } } }', 0],
    ['of a field', '{ company { name } }', 1],
    ['of a page and what each row leads to', `{ ${PAGE(10)} }`, 20],
    ['of a page of the usual size', '{ queue { edges { cursor } } }', 50],
    ['of no more than the largest page', '{ queue(first: 2147483647) { edges { cursor } } }', 500],
    [
      'of a page within a page',
      `{ queue(first: 10) { edges { node { supplier { investigations(first: 20) {
        edges { node { assignee { name } } } } } } } } }`,
      10 + 10 + 10 * 20 + 10 * 20,
    ],
    ['of a count, by what is counted', '{ queue(first: 10) { totalCount } }', 10 + 2_000],
    [
      'of what a robot reports',
      `mutation { logInvestigationEvent(input: { eventAt: "", supplierId: 1,
        errorId: 1, errorText: "", stage: "" }) { ... on LogInvestigationEventPayload { investigation { id } } } }`,
      0,
    ],
    [
      'of what a change answers with',
      `mutation { addNote(id: "x", version: 1, note: "") {
        ... on Investigation { supplier { name } } ... on VersionConflict { current { id } } } }`,
      1,
    ],
  ])('is that %s', (_, text, expected) => {
    expect(rowsOf(text)).toBe(expected);
  });

  it('takes the dearest of the types that an answer may have', () => {
    const text = `mutation { addNote(id: "x", version: 1, note: "") {
      ... on Investigation { supplier { name } }
      ... on VersionConflict { current { supplier { name } assignee { name } } } } }`;
    expect(rowsOf(text)).toBe(3);
  });

  it('says which fields it comes from, the dearest first', () => {
    expect(
      costOf(`{ a: queue(first: 10) { totalCount edges { node { ${SUPPLIER} } } } }`).fields,
    ).toEqual([
      {
        path: 'a.totalCount',
        rows: 2_000,
        narrow: expect.stringContaining('narrow `filter`') as string,
      },
      { path: 'a', rows: 10 },
      { path: 'a.edges.node.supplier', rows: 10 },
    ]);
  });
});

describe('No writing of a document is cheaper than what it comes to', () => {
  const plain = rowsOf(`{ ${PAGE(10)} }`);
  it.each([
    ['an alias', `{ other: ${PAGE(10)} }`, 1],
    ['two aliases', `{ a: ${PAGE(10)} b: ${PAGE(10)} }`, 2],
    ['the same twice, which is once', `{ ${PAGE(10)} ${PAGE(10)} }`, 1],
    ['a fragment', `{ ...F } fragment F on Query { ${PAGE(10)} }`, 1],
    [
      'fragments within fragments',
      `{ ...F } fragment F on Query { ...G } fragment G on Query { ${PAGE(10)} }`,
      1,
    ],
    ['an inline fragment', `{ ... { ... on Query { ${PAGE(10)} } } }`, 1],
    [
      'parts of it in different places',
      `{ queue(first: 10) { __typename } ...F }
        fragment F on Query { queue(first: 10) { edges { node { ${SUPPLIER} } } } }`,
      1,
    ],
    ['a default of a variable', `query ($n: Int = 10) { ${PAGE(0).replace('0', '$n')} }`, 1],
  ])('%s', (_, text, times) => {
    expect(rowsOf(text)).toBe(times * plain);
  });

  const conditional = `query ($a: Boolean!, $b: Boolean = false) {
    ...F @include(if: $a) ...F @skip(if: $b)
    c: queue(first: 10) @include(if: $a) { edges { node { ${SUPPLIER} } } }
  } fragment F on Query { ${PAGE(10)} }`;
  it.each([
    [{ a: true }, 2],
    [{ a: true, b: true }, 2],
    [{ a: false }, 1],
    [{ a: false, b: true }, 0],
  ])('directives, by their variables %j', (variables, times) => {
    expect(rowsOf(conditional, variables)).toBe(times * plain);
  });

  it('a cycle of types, by every turn', () => {
    const turn = (inner: string) =>
      `investigations(first: 100) { edges { node { supplier { ${inner} } } } }`;
    const text = `{ supplier(supplierId: 1) { ${turn(turn(turn('name')))} } }`;
    expect(rowsOf(text)).toBe(1 + 200 + 100 * 200 + 100 * 100 * 200);
  });

  it('fragments that double', () => {
    const doubling = (
      i: number,
    ) => `fragment F${i} on Query { a: __typename ...F${i + 1} @include(if: true)
      ...F${i + 1} @include(if: true) }`;
    const text = `{ ...F0 } ${Array.from({ length: 30 }, (_, i) => doubling(i)).join(' ')}
      fragment F30 on Query { ${PAGE(1)} }`;
    expect(() => rowsOf(text)).toThrow(TooComplex);
  });

  it('another operation of the document', () => {
    const text = `query A { company { name } } query B { ${PAGE(10)} }`;
    expect([rowsOf(text, {}, 'A'), rowsOf(text, {}, 'B')]).toEqual([1, plain]);
  });
});

it('Variables that do not fit cost nothing: nothing runs', () => {
  expect(rowsOf(`query ($n: Int!) { ${PAGE(0).replace('0', '$n')} }`)).toBe(0);
});
