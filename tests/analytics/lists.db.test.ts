import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../server/analytics/aggregate.ts';
import type { Dataset } from '../../server/analytics/dataset.ts';
import { cadenceDays } from '../../server/analytics/datasets/cadence.ts';
import { investigations } from '../../server/analytics/datasets/investigations.ts';
import { suppliers } from '../../server/analytics/datasets/suppliers.ts';
import { deliveries, failures } from '../../server/analytics/datasets/warehouse.ts';
import { Listing, type ListArgs, type Page } from '../../server/analytics/listing.ts';
import { Instant } from '../../server/core/instant.ts';
import { useTestContext } from '../support/database.ts';
import { toInput } from './input.ts';
import { grouped, listed, type Cell, type Filter, type Table } from './oracle.ts';
import {
  groupQuestions,
  NUMBERS,
  ODD_TEXTS,
  pageQuestions,
  PERCENTILES,
  type GroupQuestion,
  type PageQuestion,
} from './questions.ts';
import { fillTables, readTables } from './tables.ts';

/** In all, over the lists and both kinds of question; ANALYTICS_CASES=10000 asks more. */
const CASES = Number(process.env['ANALYTICS_CASES'] ?? 200);
const SEED = 20261122;
const ROWS = 180;

const DATASETS: Dataset[] = [investigations, suppliers, cadenceDays, failures, deliveries];
const TIMEOUT_MS = 120_000 + 200 * CASES;
const asked = { seed: SEED, numRuns: Math.ceil(CASES / DATASETS.length / 2) };

const ctx = useTestContext({ warehouse: true });
let tables: Table[];

beforeAll(async () => {
  await fillTables(ctx, ROWS);
  tables = await readTables(ctx);
});

const tableOf = ({ name }: Dataset) => tables.find((table) => table.name === name)!;

/** Instants with all their decimals. */
function plain(value: unknown): Cell {
  const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
  return isInstant ? new Instant(value).iso : ((value ?? null) as Cell);
}

const rowsOf = ({ edges }: Page, { kinds }: Table) =>
  edges.map(({ node }) =>
    Object.fromEntries(
      Object.keys(kinds)
        .filter((name) => kinds[name] !== 'JSON')
        .map((name) => [name, plain(node[name])]),
    ),
  );

describe.each(DATASETS)('$name', (dataset) => {
  const list = (filter: Filter, args: ListArgs) =>
    new Listing(
      ctx,
      dataset,
      { ...args, filter: toInput(filter) },
      {
        fields: dataset.fields.map(({ name }) => name),
      },
    );

  async function asExpected({ filter, order, sizes: [first, on, back] }: PageQuestion) {
    const table = tableOf(dataset);
    const expected = listed(table, filter, order);
    const known = expected.map((row) =>
      Object.fromEntries(
        Object.entries(row).filter(([name]) => table.kinds[name] && table.kinds[name] !== 'JSON'),
      ),
    );
    const listing = list(filter, { orderBy: order, first });
    const begin = await listing.page();
    expect(rowsOf(begin, table)).toEqual(known.slice(0, first));
    expect(begin).toMatchObject({ hasNextPage: known.length > first, hasPreviousPage: false });
    expect(await listing.count()).toBe(known.length);
    if (begin.edges.length === 0) return;
    const after = begin.edges.at(-1)!.cursor();
    const second = await list(filter, { orderBy: order, first: on, after }).page();
    expect(rowsOf(second, table)).toEqual(known.slice(first, first + on));
    const from = second.edges[0] ?? begin.edges.at(-1)!;
    const at = second.edges[0] ? first : begin.edges.length - 1;
    const before = await list(filter, { orderBy: order, last: back, before: from.cursor() }).page();
    expect(rowsOf(before, table)).toEqual(known.slice(Math.max(at - back, 0), at));
    expect(before).toMatchObject({ hasNextPage: true, hasPreviousPage: at > back });
  }

  it(
    'has the pages that the rows say, whatever the filter and the order',
    async () => {
      await fc.assert(fc.asyncProperty(pageQuestions(tableOf(dataset)), asExpected), asked);
    },
    TIMEOUT_MS,
  );

  async function asCounted({ filter, aggregation }: GroupQuestion) {
    const expected = grouped(tableOf(dataset), filter, aggregation, ctx.company.timeZone);
    const { having } = aggregation;
    const groups = await aggregate(list(filter, {}), {
      ...aggregation,
      having: having && [having],
    });
    const found = groups.map(({ key, measures }) => ({
      key: aggregation.groupBy.map(({ field }) => plain(key[field])),
      measures: measures.map(({ number, text, instant, date }) =>
        plain(number ?? text ?? instant ?? date),
      ),
    }));
    expect(found).toEqual(expected);
  }

  it(
    'has the groups that the rows say, whatever is grouped and measured',
    async () => {
      await fc.assert(fc.asyncProperty(groupQuestions(tableOf(dataset)), asCounted), asked);
    },
    TIMEOUT_MS,
  );

  it('takes texts to the letter', async () => {
    const table = tableOf(dataset);
    const texts = Object.keys(table.kinds).filter((name) => table.kinds[name] === 'STRING');
    for (const name of texts) {
      for (const text of ODD_TEXTS) {
        for (const op of ['contains', 'startsWith']) {
          const filter = { [name]: { [op]: text } };
          const found = await list(filter, {}).count();
          expect([filter, found]).toEqual([filter, listed(table, filter, []).length]);
        }
      }
    }
  });

  it('gives a percentile that is one of the values', async () => {
    const table = tableOf(dataset);
    const numbers = Object.keys(table.kinds).filter((name) => NUMBERS.includes(table.kinds[name]!));
    for (const field of numbers) {
      const measures = PERCENTILES.map((percentile) => ({
        op: 'PERCENTILE' as const,
        field,
        percentile,
      }));
      const groupBy = [{ field: 'supplierId' }];
      await asCounted({
        filter: {},
        aggregation: { groupBy, measures, having: undefined, orderBy: [], first: 100 },
      });
    }
  });
});
