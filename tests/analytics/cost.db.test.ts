import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../server/analytics/aggregate.ts';
import { costsOf } from '../../server/analytics/cost.ts';
import type { Dataset } from '../../server/analytics/dataset.ts';
import { investigations } from '../../server/analytics/datasets/investigations.ts';
import { suppliers } from '../../server/analytics/datasets/suppliers.ts';
import { Listing, type ListArgs, type Reader } from '../../server/analytics/listing.ts';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { Statistics, type CompanyStatistics } from '../../server/core/statistics.ts';
import type { Asked, FieldCost } from '../../server/graphql/field-cost.ts';
import { useTestContext } from '../support/database.ts';
import { toInput } from './input.ts';
import type { Table } from './oracle.ts';
import { groupQuestions, pageQuestions } from './questions.ts';
import { fillTables, readTables } from './tables.ts';

/** COST_CASES=5000 asks more. */
const CASES = Number(process.env['COST_CASES'] ?? 120);
const TIMEOUT_MS = 60_000 + 100 * CASES;
/**
 * By so much may a database touch more rows than was reckoned: where an index would find few enough, it
 * may still read all of them one after the other, and what shares are known of is a sample.
 */
const FACTOR = 8;
/** What a page looks at beside its rows, and what reckoning of next to nothing is off by. */
const SLACK = 100;
const COPIES = 60;
const DATASETS = [investigations, suppliers];

const ctx = useTestContext({ warehouse: true });
let tables: Table[];
let statistics: CompanyStatistics;

beforeAll(async () => {
  await fillTables(ctx, 180);
  tables = await readTables(ctx);
  await ctx.owner.query(
    `INSERT INTO investigation (id, company_id, identity, event_at, supid, error_id, error_text, stage, source, status)
     SELECT gen_random_uuid(), company_id, uuid_send(gen_random_uuid()), event_at, supid, error_id, error_text, stage,
       source, status
     FROM investigation, generate_series(1, ${COPIES})`,
  );
  await ctx.owner.query('ANALYZE investigation, supplier');
  const known = new Statistics(ctx.installation);
  await known.refresh();
  statistics = known.of(ctx.company.id);
});

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Rows that the tables' scans looked at. */
function touched(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, part) => sum + touched(part), 0);
  if (!node['Relation Name']) return below;
  const looked = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  return below + looked * node['Actual Loops'];
}

/** Has every statement's plan tell what it touches. */
function counting(): { reader: Reader; rows: () => number } {
  let rows = 0;
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const explained = await ctx.pg.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    );
    rows += touched(explained.rows[0]!['QUERY PLAN'][0].Plan);
    return { rows: [] };
  };
  const pg = { query } as unknown as Reader['pg'];
  return { reader: { ...ctx, pg, cache: new CompanyCache() }, rows: () => rows };
}

function reckoned({ rows }: FieldCost, list: ListArgs): number {
  const parent: Asked = { args: { ...list }, parent: undefined, statistics, now: 0 };
  const asked: Asked = { args: {}, parent, statistics, now: 0 };
  return typeof rows === 'function' ? rows(asked) : (rows ?? 0);
}

const bound = (rows: number) => FACTOR * rows + SLACK;

describe.each(DATASETS)('What is reckoned of $name', (dataset: Dataset) => {
  const table = () => tables.find(({ name }) => name === dataset.name)!;
  const asked = { seed: 20261122, numRuns: Math.ceil(CASES / DATASETS.length / 2) };

  it(
    'is no less than what a page and its count touch',
    async () => {
      const property = fc.asyncProperty(
        pageQuestions(table()),
        async ({ filter, order, sizes }) => {
          const args: ListArgs = { filter: toInput(filter), orderBy: order, first: sizes[0] };
          const page = counting();
          await new Listing(page.reader, dataset, args).page();
          expect(page.rows()).toBeLessThanOrEqual(bound(reckoned(costsOf(dataset).edges, args)));
          const count = counting();
          await new Listing(count.reader, dataset, args).count();
          expect(count.rows()).toBeLessThanOrEqual(
            bound(reckoned(costsOf(dataset).totalCount, args)),
          );
        },
      );
      await fc.assert(property, asked);
    },
    TIMEOUT_MS,
  );

  it(
    'is no less than what groups touch',
    async () => {
      const property = fc.asyncProperty(
        groupQuestions(table()),
        async ({ filter, aggregation }) => {
          const args: ListArgs = { filter: toInput(filter) };
          const { reader, rows } = counting();
          const { having } = aggregation;
          await aggregate(new Listing(reader, dataset, args), {
            ...aggregation,
            having: having && [having],
          });
          expect(rows()).toBeLessThanOrEqual(bound(reckoned(costsOf(dataset).aggregate, args)));
        },
      );
      await fc.assert(property, asked);
    },
    TIMEOUT_MS,
  );
});
