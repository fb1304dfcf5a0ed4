import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../server/core/business-time.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';
import { emptyWarehouse, insertCalendars, insertFailures } from '../support/warehouse-rows.ts';

const TODAY = '2026-11-20';
const daysAgo = (...ages: number[]) => ages.map((age) => addDays(TODAY, -age));
/** Every `gap` days, silent for `silence` days. */
const silent = (silence: number, gap: number) => daysAgo(silence, silence + gap, silence + 2 * gap);

const ctx = useTestContext({ warehouse: true });
const refresh = (forDate: Day = TODAY) => refreshProfiles(ctx, forDate, () => Promise.resolve());
let api: TestApi;

beforeAll(async () => {
  api = await createTestApi(ctx);
});
beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
});

interface Page {
  edges: { cursor: string; node: { supplierId: number } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  totalCount: number;
}
const PAGE = `{
  edges { cursor node { supplierId } }
  pageInfo { hasNextPage hasPreviousPage endCursor }
  totalCount
}`;
const numbers = ({ edges }: Page) => edges.map(({ node }) => node.supplierId);

async function pageOf(field: 'suppliers' | 'anomalies', args = ''): Promise<Page> {
  const data = await api.query<Record<string, Page>>(`{ ${field}${args} ${PAGE} }`);
  return data[field]!; // the field asked for
}

async function everyPage(field: 'suppliers' | 'anomalies', first: number): Promise<number[]> {
  const all: number[] = [];
  let page = await pageOf(field, `(first: ${first})`);
  all.push(...numbers(page));
  while (page.pageInfo.hasNextPage) {
    page = await pageOf(field, `(first: ${first}, after: "${page.pageInfo.endCursor}")`);
    all.push(...numbers(page));
  }
  return all;
}

describe('an installation without suppliers', () => {
  it('answers zeros and empty lists', async () => {
    const empty = { edges: [], totalCount: 0, pageInfo: { hasNextPage: false } };
    expect(await pageOf('suppliers')).toMatchObject(empty);
    expect(await pageOf('anomalies')).toMatchObject(empty);
    expect(
      await api.query(
        '{ supplier(supplierId: 1) { id } buckets { bucket suppliers change7Days } }',
      ),
    ).toEqual({
      supplier: null,
      buckets: ['CONSISTENT', 'INCONSISTENT', 'NEW', 'DEAD'].map((bucket) => ({
        bucket,
        suppliers: 0,
        change7Days: 0,
      })),
    });
  });
});

describe('a supplier', () => {
  it('shows its profile, when it is due and how it came to its bucket', async () => {
    await insertCalendars(ctx.clickhouse, [silent(10, 4)]);
    await refresh();
    const data = await api.query(`{
      supplier(supplierId: 1) {
        id supplierId name
        profile {
          successDays medianGapDays sdGap daysSinceLast lastSuccessDate bucket isAnomaly
          timesOwnRhythm nextExpectedDate asOf updatedAt
        }
        profileChanges { edges { node { date from to changedAt } } }
      }
    }`);
    expect(data).toEqual({
      supplier: {
        id: '1',
        supplierId: 1,
        name: null,
        profile: {
          successDays: 3,
          medianGapDays: 4,
          sdGap: 0,
          daysSinceLast: 10,
          lastSuccessDate: '2026-11-10',
          bucket: 'CONSISTENT',
          isAnomaly: true,
          timesOwnRhythm: 2.5,
          nextExpectedDate: '2026-11-14',
          asOf: TODAY,
          updatedAt: '2026-11-20T09:00:00.000Z',
        },
        profileChanges: {
          edges: [
            {
              node: {
                date: TODAY,
                from: null,
                to: 'CONSISTENT',
                changedAt: '2026-11-20T09:00:00Z',
              },
            },
          ],
        },
      },
    });
  });

  it('has no profile before its first success', async () => {
    await insertFailures(ctx.clickhouse, [{ dt: `${TODAY} 10:00:00`, supid: 7, error_id: 1 }]);
    await refresh();
    expect(await api.query('{ supplier(supplierId: 7) { profile { bucket } } }')).toEqual({
      supplier: { profile: null },
    });
  });

  it('has a calendar with every day in it', async () => {
    await insertCalendars(ctx.clickhouse, [[TODAY]]);
    await insertFailures(ctx.clickhouse, [{ dt: '2026-11-18 10:00:00', supid: 1, error_id: 1 }]);
    await refresh();
    const { supplier } = await api.query<{ supplier: { all: unknown[]; some: unknown[] } }>(`{
      supplier(supplierId: 1) {
        all: calendar { date }
        some: calendar(from: "2026-11-18") { date hadFile attempts errors lastStage }
      }
    }`);
    expect(supplier.all).toHaveLength(180);
    expect(supplier.some).toEqual([
      { date: '2026-11-18', hadFile: false, attempts: 1, errors: 1, lastStage: null },
      { date: '2026-11-19', hadFile: false, attempts: 0, errors: 0, lastStage: null },
      { date: '2026-11-20', hadFile: true, attempts: 1, errors: 0, lastStage: null },
    ]);
  });

  it('says what is wrong with a calendar of too many days', async () => {
    await insertCalendars(ctx.clickhouse, [[TODAY]]);
    await refresh();
    const { errors } = await api.execute(
      '{ supplier(supplierId: 1) { calendar(from: "2020-01-01") { date } } }',
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining('400 days'), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });
});

describe('suppliers', () => {
  beforeEach(async () => {
    await insertCalendars(
      ctx.clickhouse,
      Array.from({ length: 25 }, (_, i) => daysAgo(i * 2)),
    );
    await refresh();
    await ctx.db.supplier.updateMany({ where: { supplierId: 3 }, data: { name: 'Acme Screws' } });
  });

  it('come by number, every one once over all pages', async () => {
    expect(await everyPage('suppliers', 4)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect((await pageOf('suppliers', '(first: 4)')).totalCount).toBe(25);
  });

  it.each([
    ['(filter: { bucket: { eq: NEW } }, first: 2)', [1, 2], 14],
    ['(filter: { bucket: { eq: DEAD } }, first: 2)', [15, 16], 11],
    ['(filter: { search: "2" }, first: 3)', [2, 20, 21], 7],
    ['(filter: { search: " screw " })', [3], 1],
    ['(filter: { search: "%" })', [], 0],
    ['(filter: { search: "1", bucket: { eq: DEAD } }, first: 1)', [15], 5],
  ])('are found by %s', async (args, found, totalCount) => {
    const page = await pageOf('suppliers', args);
    expect(numbers(page)).toEqual(found);
    expect(page.totalCount).toBe(totalCount);
  });

  it.each([
    ['(after: "nonsense")', 'after'],
    [`(after: "${Buffer.from('[1e99]').toString('base64url')}")`, 'after'],
    ['(filter: { search: "\\u0000" })', 'search'],
    [`(filter: { search: "${'x'.repeat(1_025)}" })`, 'search'],
  ])('refuse %s and name the argument', async (args, field) => {
    const { errors } = await api.execute(`{ suppliers${args} ${PAGE} }`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(field), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });
});

describe('anomalies', () => {
  it('come furthest past their own rhythm first, and not by raw age', async () => {
    await insertCalendars(ctx.clickhouse, [
      silent(15, 7), // 2.1 times
      silent(9, 2), // 4.5 times
      silent(14, 7), // twice is no anomaly
      silent(9, 2),
      silent(20, 6), // 3.3 times
      silent(200, 1), // dead
      daysAgo(20), // without a rhythm
    ]);
    await refresh();
    expect(await everyPage('anomalies', 50)).toEqual([2, 4, 5, 1]);
    expect(await everyPage('anomalies', 1)).toEqual([2, 4, 5, 1]);
    const withDead = await pageOf('anomalies', '(includeDead: true, first: 2)');
    expect(numbers(withDead)).toEqual([6, 2]);
    expect(withDead).toMatchObject({
      totalCount: 5,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });
});

describe('buckets', () => {
  it('count suppliers, and who came in less who left in the last 7 days', async () => {
    const steady = silent(0, 1);
    await insertCalendars(ctx.clickhouse, [silent(27, 7), silent(20, 7), steady]);
    await refresh(addDays(TODAY, -1));
    await insertCalendars(ctx.clickhouse, [[], [], [], [TODAY]]); // seen for the first time
    await refresh(); // one is 27 days silent
    await refresh(addDays(TODAY, 1)); // now 28: dead
    const { buckets } = await api.query<{ buckets: object[] }>(
      '{ buckets { bucket suppliers change7Days } }',
    );
    expect(buckets).toEqual([
      { bucket: 'CONSISTENT', suppliers: 2, change7Days: -1 },
      { bucket: 'INCONSISTENT', suppliers: 0, change7Days: 0 },
      { bucket: 'NEW', suppliers: 1, change7Days: 1 },
      { bucket: 'DEAD', suppliers: 1, change7Days: 1 },
    ]);
  });
});

describe('as of a past day', () => {
  const DAY = addDays(TODAY, -9);
  const BUCKETS = 'bucket suppliers change7Days';

  it('buckets and anomalies are what they were then', async () => {
    await insertCalendars(ctx.clickhouse, [
      silent(11, 1), // twice its rhythm then
      silent(12, 1), // three times
      silent(30, 7), // three times, and not dead yet
      silent(40, 1), // dead
      daysAgo(9, 10, 12, 20),
      daysAgo(0), // without a success day then
      silent(14, 2), // two and a half times
    ]);
    await refresh(addDays(DAY, -7));
    await refresh(DAY);
    const then = await api.query<{ buckets: object[] }>(`{ buckets { ${BUCKETS} } }`);
    const late = await pageOf('anomalies');
    expect(numbers(late)).toEqual([2, 3, 7]);
    await refresh();
    const past = await api.query(`{ buckets(asOf: "${DAY}") { ${BUCKETS} } }`);
    expect(past).toEqual(then);
    const { totalCount } = await pageOf('anomalies', `(asOf: "${DAY}")`);
    expect(totalCount).toBe(3);
    const first = await pageOf('anomalies', `(asOf: "${DAY}", first: 2)`);
    const after = first.pageInfo.endCursor!;
    const rest = await pageOf('anomalies', `(asOf: "${DAY}", first: 2, after: "${after}")`);
    expect([...numbers(first), ...numbers(rest)]).toEqual([2, 3, 7]);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const dead = await pageOf('anomalies', `(asOf: "${DAY}", includeDead: true)`);
    expect(numbers(dead)).toEqual([4, 2, 3, 7]);
  });

  it.each([
    'buckets(asOf: "2026-11-21") { bucket }',
    'anomalies(asOf: "2026-11-21") { totalCount }',
  ])('to come they are refused: %s', async (field) => {
    const { errors } = await api.execute(`{ ${field} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });
});

describe('a list of suppliers with all there is to them', () => {
  const EVERYTHING = `{
    edges { node {
      supplierId profile { bucket }
      profileChanges { totalCount edges { node { to } } }
      latest: profileChanges(first: 1) { edges { node { to } } }
      calendar { date } lately: calendar(from: "2026-11-01") { date }
    } }
    totalCount
  }`;

  it.each(['suppliers', 'anomalies'])(
    'takes as many statements for 40 %s as for 2',
    async (field) => {
      await insertCalendars(
        ctx.clickhouse,
        Array.from({ length: 40 }, () => silent(15, 7)),
      );
      await refresh();
      const listing = async (first: number) => {
        ctx.cache.invalidate(ctx.company.id);
        const statements = await statementsOf(async () => {
          const page = await api.query<Record<string, Page>>(
            `{ ${field}(first: ${first}) ${EVERYTHING} }`,
          );
          expect(page[field]?.edges).toHaveLength(first);
        });
        return statements.length;
      };
      const few = await listing(2);
      expect(await listing(40)).toBe(few);
      expect(few).toBeLessThanOrEqual(9);
    },
  );
});
