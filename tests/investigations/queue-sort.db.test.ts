import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { findNeighbours } from '../../server/investigations/neighbours.ts';
import { listQueue } from '../../server/investigations/queue.ts';
import { SORTS, type Sort } from '../../server/investigations/sort.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const sorts = Object.keys(SORTS) as Sort[];
/** Suppliers, errors and instants that repeat, each in another rhythm. */
const CASES = Array.from({ length: 60 }, (_, i) =>
  failure({
    supplierId: 1 + ((i * 7) % 9),
    errorId: (i * 5) % 4,
    eventAt: `2026-11-19T0${i % 6}:00:00Z`,
    idempotencyKey: String(i),
  }),
);
const fill = () => logInvestigationEvents(ctx, CASES);

async function readAll(sort: Sort, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page; !page || page.hasNextPage; after = page.edges.at(-1)!.cursor()) {
    page = await listQueue(ctx, { preset: 'ALL_OPEN', sort, first, after });
    ids.push(...page.edges.map(({ node }) => node.id));
  }
  return ids;
}

describe.each(sorts)('sorted by %s', (sort) => {
  it('its pages are the list, without a gap or an overlap', async () => {
    await fill();
    const whole = await readAll(sort, 500);
    expect(new Set(whole).size).toBe(60);
    expect(await readAll(sort, 7)).toEqual(whole);
  });

  it('the neighbours of a case are those in the list', async () => {
    await fill();
    const ids = await readAll(sort, 500);
    for (const at of [0, 17, 59]) {
      const found = await findNeighbours(ctx, ids[at]!, { preset: 'ALL_OPEN', sort });
      expect([found?.previous?.id, found?.next?.id]).toEqual([ids[at - 1], ids[at + 1]]);
      expect(await found!.before()).toBe(sort === 'MOST_HIT_SUPPLIER' ? null : at);
    }
  });
});

it('orders by what it is called after', async () => {
  await fill();
  const of = async (sort: Sort) =>
    (await listQueue(ctx, { preset: 'ALL_OPEN', sort, first: 60 })).edges.map(({ node }) => node);
  const instants = (await of('NEWEST')).map(({ eventAt }) => eventAt);
  expect(instants).toEqual(instants.toSorted().reverse());
  expect((await of('OLDEST')).map(({ eventAt }) => eventAt)).toEqual(instants.toReversed());
  const suppliers = (await of('SUPPLIER')).map(({ supplierId }) => supplierId);
  expect(suppliers).toEqual(suppliers.toSorted((a, b) => a - b));
  const errors = (await of('ERROR')).map(({ errorId }) => errorId);
  expect(errors).toEqual(errors.toSorted((a, b) => a - b));
});

it('waits longest what was known first, whenever it failed', async () => {
  await logInvestigationEvents(ctx, [failure({ supplierId: 1 })]);
  await logInvestigationEvents(ctx, [failure({ supplierId: 2, eventAt: '2026-11-01T00:00:00Z' })]);
  const { edges } = await listQueue(ctx, { preset: 'ALL_OPEN', sort: 'LONGEST_OPEN' });
  expect(edges.map(({ node }) => node.supplierId)).toEqual([1, 2]);
});

it('the most hit supplier stays where it is while its cases are closed', async () => {
  const hit = (supplierId: number, times: number) =>
    Array.from({ length: times }, (_, i) =>
      failure({ supplierId, idempotencyKey: `${supplierId} ${i}` }),
    );
  await logInvestigationEvents(ctx, [...hit(3, 2), ...hit(8, 3), ...hit(5, 1)]);
  const suppliers = async (after?: string) =>
    listQueue(ctx, { preset: 'ALL_OPEN', sort: 'MOST_HIT_SUPPLIER', first: 4, after });
  const first = await suppliers();
  expect(first.edges.map(({ node }) => node.supplierId)).toEqual([8, 8, 8, 3]);
  await ctx.owner.query(`UPDATE investigation SET status = 'RESOLVED' WHERE supid = 8`);
  const second = await suppliers(first.edges.at(-1)!.cursor());
  expect(second.edges.map(({ node }) => node.supplierId)).toEqual([3, 5]);
});

it('a cursor of another order is refused', async () => {
  await fill();
  const { edges } = await listQueue(ctx, { preset: 'ALL_OPEN', first: 1 });
  const after = edges[0]!.cursor();
  await expect(listQueue(ctx, { preset: 'ALL_OPEN', sort: 'SUPPLIER', after })).rejects.toThrow(
    InvalidInput,
  );
});

it('whoever has closed a case finds the next one all the same', async () => {
  await fill();
  const ids = await readAll('NEWEST', 500);
  await ctx.owner.query(`UPDATE investigation SET status = 'RESOLVED' WHERE id = $1`, [ids[10]]);
  const found = await findNeighbours(ctx, ids[10]!, { preset: 'ALL_OPEN', sort: 'NEWEST' });
  expect([found?.previous?.id, found?.next?.id]).toEqual([ids[9], ids[11]]);
  expect(await findNeighbours(ctx, 'none', { preset: 'ALL_OPEN', sort: 'NEWEST' })).toBeNull();
});
