import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { filterOfGroup, filterOfTrend } from '../../server/investigations/group.ts';
import { listGroups, type GroupArgs } from '../../server/investigations/list-groups.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { listQueue } from '../../server/investigations/queue.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const log = (...cases: object[]) =>
  logInvestigationEvents(
    ctx,
    cases.map((changes, i) =>
      failure({ idempotencyKey: `${i} ${JSON.stringify(changes)}`, ...changes }),
    ),
  );
const groups = (args: Partial<GroupArgs> = {}) =>
  listGroups(ctx, { preset: 'ALL_OPEN', by: ['ERROR'], ...args });

describe('groups of cases', () => {
  it('say how many, since when, until when and of how many suppliers', async () => {
    await log(
      { errorId: 1, supplierId: 1, eventAt: '2026-11-18T10:00:00Z', errorText: 'Then' },
      { errorId: 1, supplierId: 1, eventAt: '2026-11-19T10:00:00Z', errorText: 'Later' },
      { errorId: 1, supplierId: 2, eventAt: '2026-11-20T08:00:00Z', errorText: 'Now' },
      { errorId: 2, supplierId: 2, eventAt: '2026-11-20T08:00:00Z', errorText: 'Other' },
    );
    const { groups: found, totalCount } = await groups();
    expect(totalCount).toBe(2);
    expect(found[0]).toMatchObject({
      errorId: 1,
      errorText: 'Now',
      supplierId: null,
      stage: null,
      cases: 3,
      suppliers: 2,
      firstSeen: new Date('2026-11-18T10:00:00Z'),
      lastSeen: new Date('2026-11-20T08:00:00Z'),
      spark: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
      filter: { errorId: 1 },
    });
    expect(found[1]).toMatchObject({ errorId: 2, cases: 1, suppliers: 1 });
  });

  it('keep their past in the spark while people close their cases', async () => {
    await log({ supplierId: 1 }, { supplierId: 2 });
    await ctx.owner.query(`UPDATE investigation SET status = 'RESOLVED' WHERE supid = 2`);
    const [group] = (await groups()).groups;
    expect(group).toMatchObject({ cases: 1 });
    expect(group!.spark.at(-1)).toBe(2);
  });

  it('put each failure on the business day it happened on', async () => {
    await log(
      { eventAt: '2026-11-19T20:59:59Z' }, // still the 19th in Moscow
      { eventAt: '2026-11-19T21:00:00Z' },
    );
    const [group] = (await groups()).groups;
    expect(group!.spark.slice(-2)).toEqual([1, 1]);
  });

  it('page without a gap or an overlap, by one key or two', async () => {
    await log(
      ...Array.from({ length: 80 }, (_, i) => ({
        supplierId: 1 + (i % 11),
        errorId: 1 + (i % 7),
        stage: `stage_${i % 3}`,
      })),
    );
    for (const by of [['SUPPLIER'], ['ERROR', 'STAGE'], ['SUPPLIER', 'ERROR']] as const) {
      const { groups: whole, totalCount } = await groups({ by, first: 200 });
      expect(whole).toHaveLength(totalCount);
      const paged = [];
      let after: string | undefined;
      for (let page; !page || page.hasNextPage; after = page.groups.at(-1)!.cursor) {
        page = await groups({ by, first: 4, after });
        paged.push(...page.groups);
      }
      expect(paged).toEqual(whole);
      expect(whole.reduce((sum, { cases }) => sum + cases, 0)).toBe(80);
    }
  });

  it('open to exactly their cases', async () => {
    await log(
      { errorId: 1, supplierId: 1 },
      { errorId: 1, supplierId: 2 },
      { errorId: 2, supplierId: 2 },
    );
    const filter = { supplierIds: [1, 2] };
    for (const group of (await groups({ by: ['SUPPLIER', 'ERROR'], filter })).groups) {
      const page = await listQueue(ctx, { preset: 'ALL_OPEN', filter: group.filter });
      expect(page.edges).toHaveLength(group.cases);
    }
  });

  it('of closed cases go 30 days back and say so in their filter', async () => {
    await log({ eventAt: '2026-10-01T00:00:00Z' }, { eventAt: '2026-11-10T00:00:00Z' });
    const [group] = (await groups({ preset: 'EVERYTHING' })).groups;
    expect(group).toMatchObject({
      cases: 1,
      filter: { from: new Date('2026-10-20T21:00:00Z') },
    });
  });

  it.each([
    ['by', { by: [] }],
    ['by', { by: ['ERROR', 'ERROR'] }],
    ['by', { by: ['ERROR', 'STAGE', 'SUPPLIER'] }],
    ['first', { first: 201 }],
    ['after', { after: 'x' }],
  ] as [string, Partial<GroupArgs>][])('refuse a broken %s', async (field, args) => {
    await expect(groups(args)).rejects.toThrow(InvalidInput);
    await expect(groups(args)).rejects.toMatchObject({ fields: [{ field }] });
  });
});

describe('the filter of a group', () => {
  const key = { errorId: 3, supplierId: null, stage: 'load_mail' };

  it('adds the keys to what was asked', () => {
    expect(filterOfGroup({ text: 'x' }, key)).toEqual({
      text: 'x',
      errorId: 3,
      stage: 'load_mail',
    });
  });

  it('for its trend forgets what people did, and keeps what kind of case it is', () => {
    const range = { from: new Date(0), to: new Date(1) };
    const filter = { text: 'x', snoozed: true, assignee: { me: true }, supplierIds: [5] };
    expect(filterOfTrend(filter, [key], range)).toMatchObject({
      ...range,
      text: 'x',
      errorIds: [3],
      stages: ['load_mail'],
      supplierIds: [5],
    });
    expect(filterOfTrend(filter, [key], range)).not.toHaveProperty('snoozed');
    expect(filterOfTrend(filter, [key], range)).not.toHaveProperty('assignee');
  });
});
