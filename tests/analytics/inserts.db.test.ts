import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../server/analytics/dataset.ts';
import { investigations } from '../../server/analytics/datasets/investigations.ts';
import { failures } from '../../server/analytics/datasets/warehouse.ts';
import { Listing } from '../../server/analytics/listing.ts';
import type { OrderInput } from '../../server/analytics/read-page.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { emptyWarehouse, insertFailures } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });
beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
});

let made = 0;

/** Cases of equal and of neighbouring instants, before, among and after those that are there. */
async function insertCases(count: number): Promise<void> {
  await ctx.owner.query(
    'INSERT INTO supplier (company_id, supid) VALUES ($1, 1) ON CONFLICT DO NOTHING',
    [ctx.company.id],
  );
  for (let i = 0; i < count; i += 1) {
    made += 1;
    await ctx.owner.query(
      `INSERT INTO investigation (id, company_id, identity, event_at, supid, error_id, error_text, stage, source, note)
       VALUES ($1, $2, int4send($3), timestamptz '2026-11-20 10:00:00Z' + $4 * interval '1 microsecond', 1, 1, 'x',
         'x', 'ROBOT', $5)`,
      [randomUUID(), ctx.company.id, made, (made * 7) % 5, made % 3 ? null : String(made % 4)],
    );
  }
}

function insertSeconds(count: number): Promise<unknown> {
  const values = Array.from({ length: count }, () => {
    made += 1;
    return { dt: `2026-11-20 10:00:0${(made * 7) % 5}`, supid: 1 + (made % 50), error_id: made };
  });
  return insertFailures(ctx.clickhouse, values);
}

const LISTS: [Dataset, OrderInput[], (count: number) => Promise<unknown>][] = [
  [investigations, [], insertCases],
  [investigations, [{ field: 'note', direction: 'DESC', nulls: 'FIRST' }], insertCases],
  [
    investigations,
    [
      { field: 'note', direction: 'ASC', nulls: 'LAST' },
      { field: 'eventAt', direction: 'DESC', nulls: 'LAST' },
    ],
    insertCases,
  ],
  [failures, [], insertSeconds],
  [failures, [{ field: 'supplierId', direction: 'ASC', nulls: 'LAST' }], insertSeconds],
];

describe.each(LISTS)('While rows come in, %#', (dataset, orderBy, insert) => {
  const fields = dataset.fields.map(({ name }) => name);
  const keyOf = (node: Record<string, unknown>) =>
    JSON.stringify(dataset.key.map(({ name }) => node[name]));

  async function walk(way: 'forward' | 'backward', meanwhile: () => Promise<unknown>) {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (;;) {
      const args = way === 'forward' ? { first: 7, after: cursor } : { last: 7, before: cursor };
      const page = await new Listing(ctx, dataset, { orderBy, ...args }, { fields }).page();
      const keys = page.edges.map(({ node }) => keyOf(node));
      seen.push(...(way === 'forward' ? keys : keys.reverse()));
      const goesOn = way === 'forward' ? page.hasNextPage : page.hasPreviousPage;
      if (!goesOn) return seen;
      cursor = page.edges.at(way === 'forward' ? -1 : 0)!.cursor();
      await meanwhile();
    }
  }

  it.each(['forward', 'backward'] as const)(
    'going %s repeats no row and skips none',
    async (way) => {
      await insert(60);
      const there = await walk('forward', () => Promise.resolve());
      expect(new Set(there).size).toBe(60);
      let left = 12;
      const seen = await walk(way, async () => {
        left -= 1;
        if (left > 0) await insert(2);
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect(there.filter((key) => !seen.includes(key))).toEqual([]);
      const inOrder = way === 'forward' ? there : there.toReversed();
      expect(seen.filter((key) => there.includes(key))).toEqual(inOrder);
    },
  );
});
