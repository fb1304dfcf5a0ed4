import { isInputObjectType, type GraphQLEnumType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/accounts/permissions.ts';
import type { PostgresDataset } from '../../server/analytics/dataset.ts';
import { cadenceDays, profileChanges, profiles } from '../../server/analytics/datasets/cadence.ts';
import { investigations } from '../../server/analytics/datasets/investigations.ts';
import { events, jobRuns } from '../../server/analytics/datasets/records.ts';
import { suppliers } from '../../server/analytics/datasets/suppliers.ts';
import { modelFields } from '../../server/analytics/model-fields.ts';
import { addDays } from '../../server/core/business-time.ts';
import { appendEvents } from '../../server/events/append.ts';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { bucketOf, fitCadence } from '../../server/feeds/cadence.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { schema } from '../../server/graphql/schema.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { failure } from '../investigations/make.ts';
import { statementsOf, useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';
import { insertCalendars, insertFailures } from '../support/warehouse-rows.ts';

const TODAY = '2026-11-20';
const OPERATOR: Viewer = { kind: 'PERSON', id: 'x', name: 'x', role: 'OPERATOR' };
const ctx = useTestContext({ warehouse: true });
let api: TestApi;
const calendars = Array.from({ length: 40 }, (_, i) =>
  Array.from({ length: 12 }, (_day, n) => addDays(TODAY, -(i % 9) - n * (1 + (i % 4)))),
);

beforeAll(async () => {
  api = await createTestApi(ctx);
  await insertCalendars(ctx.clickhouse, calendars);
  await insertFailures(
    ctx.clickhouse,
    Array.from({ length: 80 }, (_, i) => ({
      dt: `2026-11-1${i % 9} 10:00:00`,
      supid: 1 + (i % 40),
      error_id: 1,
    })),
  );
  await refreshProfiles(ctx, TODAY, () => Promise.resolve());
  await logInvestigationEvents(
    ctx,
    Array.from({ length: 120 }, (_, i) =>
      failure({ supplierId: 1 + (i % 40), idempotencyKey: String(i), errorId: i % 7 }),
    ),
  );
  await appendEvents(ctx.pg, [
    {
      companyId: ctx.company.id,
      kind: 'member.removed',
      entityId: 'x',
      actor: { id: null, name: 'an admin' },
      payload: {},
    },
  ]);
  await sequenceEvents(ctx.installation);
});

/** How often each database is asked while `work` runs. */
async function questionsOf(work: () => Promise<unknown>) {
  const { clickhouse } = ctx.installation;
  const original = clickhouse.query.bind(clickhouse);
  let warehouse = 0;
  clickhouse.query = (question: Parameters<typeof original>[0]) => {
    warehouse += 1;
    return original(question);
  };
  const statements = await statementsOf(work).finally(() => {
    clickhouse.query = original;
  });
  return { postgres: statements.length, warehouse };
}

describe('A supplier’s lists', () => {
  const LISTS = `
    profile { bucket } past: profile(asOf: "2026-11-10") { bucket } calendar { date }
    investigations(first: 2, orderBy: [{ field: ERROR_ID }]) {
      totalCount edges { cursor node { supplierId errorId } }
      aggregate(groupBy: [{ field: ERROR_ID }], first: 1) { measures { number } }
    }
    cadenceDays(last: 2) { edges { node { date supplierId } } }
    profileChanges { edges { node { to supplier { supplierId } } } }
    deliveries(first: 2, filter: { date: { lte: "2026-11-18" } }) {
      totalCount edges { node { supplierId date rows } } aggregate { measures { number } }
    }
    failures(first: 1) { totalCount edges { node { supplierId at } } }`;
  const ask = (first: number) =>
    api.query<{ suppliers: { edges: { node: Node }[] } }>(
      `{ suppliers(first: ${first}) { edges { node { supplierId ${LISTS} } } } }`,
    );
  type Node = { supplierId: number } & Record<'investigations' | 'deliveries', Connection>;
  interface Connection {
    totalCount: number;
    edges: { cursor: string; node: Record<string, unknown> }[];
    aggregate: { measures: { number: number }[] }[];
  }

  it('are read for forty as often as for two', async () => {
    await ask(1); // whatever is asked once
    const counts = [];
    for (const first of [2, 40]) {
      ctx.cache.invalidate(ctx.company.id);
      counts.push(await questionsOf(() => ask(first)));
    }
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[1]).toEqual({ postgres: 9, warehouse: 6 });
  });

  it('are those of each alone', async () => {
    const { suppliers: page } = await ask(40);
    expect(page.edges).toHaveLength(40);
    for (const { node } of page.edges.filter((_, i) => i % 8 === 0)) {
      const alone = await api.query<{ supplier: object }>(
        `{ supplier(supplierId: ${node.supplierId}) { supplierId ${LISTS} } }`,
      );
      expect(alone.supplier).toEqual(node);
      const { supplierId, investigations: own, deliveries } = node;
      expect(own.totalCount).toBe(3);
      expect(own.edges.every((edge) => edge.node['supplierId'] === supplierId)).toBe(true);
      expect(deliveries.aggregate[0]!.measures[0]!.number).toBe(deliveries.totalCount);
    }
  });

  it('are one group of nothing where there is none', async () => {
    await ctx.owner.query('INSERT INTO supplier (company_id, supid) VALUES ($1, 999)', [
      ctx.company.id,
    ]);
    const GROUPS = `totalCount
      aggregate(measures: [{ op: COUNT }, { op: COUNT_DISTINCT, field: SUPPLIER_ID }, { op: SUM, field: SUPPLIER_ID }]) {
        measures { number }
      }
      none: aggregate(groupBy: [{ field: SUPPLIER_ID }]) { measures { number } }`;
    const { supplier } = await api.query<{ supplier: object }>(
      `{ supplier(supplierId: 999) { investigations { ${GROUPS} } deliveries { ${GROUPS} } } }`,
    );
    const measures = [{ number: 0 }, { number: 0 }, { number: null }];
    const ofNothing = { totalCount: 0, aggregate: [{ measures }], none: [] };
    expect(supplier).toEqual({ investigations: ofNothing, deliveries: ofNothing });
  });

  it('go on from a cursor, each on its own', async () => {
    const query = (after: string | null) =>
      api.query<{ supplier: { investigations: Connection } }>(
        `query ($after: String) {
          supplier(supplierId: 5) { investigations(first: 2, after: $after) { edges { cursor node { id } } } }
        }`,
        { after },
      );
    const first = (await query(null)).supplier.investigations.edges;
    const second = (await query(first[1]!.cursor)).supplier.investigations.edges;
    expect(new Set([...first, ...second].map(({ node }) => node['id'])).size).toBe(3);
  });
});

describe('The profile of a past day', () => {
  it.each(['2026-11-20', '2026-11-14', '2026-10-20', '2026-10-01'])(
    'is what the rule says on %s',
    async (asOf) => {
      const { suppliers: page } = await api.query<{ suppliers: { edges: { node: object }[] } }>(
        `{ suppliers(first: 40) { edges { node {
            profile(asOf: "${asOf}") { asOf bucket successDays medianGapDays daysSinceLast lastSuccessDate }
        } } } }`,
      );
      const expected = calendars.map((days) => {
        const cadence = fitCadence(days, asOf);
        if (!cadence) return { profile: null };
        const { sdGap: _, ...rest } = cadence;
        return { profile: { asOf, bucket: bucketOf(cadence), ...rest } };
      });
      expect(page.edges.map(({ node }) => node)).toEqual(expected);
    },
  );

  it('is not known of a day to come', async () => {
    const { errors } = await api.execute(
      '{ supplier(supplierId: 1) { profile(asOf: "2026-11-21") { bucket } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });
});

describe('What is not to be seen', () => {
  const COUNTS =
    '{ events { totalCount edges { node { kind } } aggregate(groupBy: [{ field: KIND }]) { key { kind } } } }';

  it('is not in the list of events, nor counted, nor grouped', async () => {
    const operator = await createTestApi(ctx, OPERATOR);
    expect(JSON.stringify(await api.query(COUNTS))).toContain('MEMBER_REMOVED');
    const all = await api.query<{ events: { totalCount: number } }>(COUNTS);
    const seen = await operator.query<{ events: { totalCount: number } }>(COUNTS);
    expect(JSON.stringify(seen)).not.toContain('MEMBER_REMOVED');
    expect(seen.events.totalCount).toBe(all.events.totalCount - 1);
    const asked = await operator.query<{ events: { totalCount: number } }>(
      '{ events(filter: { or: [{ kind: { eq: MEMBER_REMOVED } }] }) { totalCount } }',
    );
    expect(asked.events.totalCount).toBe(0);
  });

  it('cannot be looked for: why a run failed', () => {
    const filter = schema.getType('JobRunsFilter');
    const order = schema.getType('JobRunsField') as GraphQLEnumType;
    expect(isInputObjectType(filter) && Object.keys(filter.getFields())).not.toContain('error');
    expect(order.getValue('ERROR')).toBeUndefined();
  });
});

describe('A question that makes no sense', () => {
  const nested = (depth: number) =>
    '{ not: '.repeat(depth) + '{ version: { eq: 1 } }' + ' }'.repeat(depth);
  const many = (count: number) => `[${Array.from({ length: count }, (_, i) => i).join()}]`;

  it.each<[args: string, field: string]>([
    ['filter: { note: { eq: null } }', 'filter.note.eq'],
    ['filter: { id: { eq: "nobody" } }', 'filter.id.eq'],
    ['filter: { note: { contains: "\\u0000" } }', 'filter.note.contains'],
    [`filter: { note: { eq: "${'x'.repeat(1_025)}" } }`, 'filter.note.eq'],
    [`filter: { errorId: { in: ${many(1_001)} } }`, 'filter.errorId.in'],
    [`filter: ${nested(8)}`, 'filter.not.not'],
    [`filter: { or: [${'{ version: { eq: 1 } },'.repeat(101)}] }`, 'filter.or.100'],
    ['orderBy: [{ field: NOTE }, { field: NOTE }]', 'orderBy'],
    ['first: 0', 'first'],
    ['first: 501', 'first'],
    ['last: 501', 'last'],
    ['first: 1, last: 1', 'last'],
    ['after: "nonsense"', 'after'],
  ])('is refused by name (%#)', async (args, field) => {
    const { errors } = await api.execute(`{ investigations(${args}) { edges { cursor } } }`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(field), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });

  it.each([
    ['groupBy: [{ field: STAGE }, { field: STAGE }]', 'groupBy.1'],
    ['groupBy: [{ field: STAGE, every: DAY }]', 'groupBy.0'],
    ['measures: []', 'measures'],
    ['measures: [{ op: SUM }]', 'measures.0'],
    ['measures: [{ op: SUM, field: STAGE }]', 'measures.0'],
    ['measures: [{ op: MIN, field: STATUS }]', 'measures.0'],
    ['measures: [{ op: PERCENTILE, field: VERSION }]', 'measures.0'],
    ['measures: [{ op: PERCENTILE, field: VERSION, percentile: 101 }]', 'measures.0'],
    ['measures: [{ op: AVG, field: VERSION, percentile: 1 }]', 'measures.0'],
    ['having: [{ measure: 0, gt: 1 }]', 'having'],
    ['groupBy: [{ field: STAGE }], having: [{ measure: 1, gt: 1 }]', 'having.0'],
    ['orderBy: [{ measure: 1 }]', 'orderBy.0'],
    ['orderBy: [{ field: STAGE }]', 'orderBy.0'],
    ['orderBy: [{ direction: ASC }]', 'orderBy.0'],
    ['first: 1001', 'first'],
  ])('is refused by name of aggregates (%#): %s', async (args, field) => {
    const { errors } = await api.execute(
      `{ investigations { aggregate(${args}) { measures { number } } } }`,
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining(field), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });

  it('goes on from a cursor that somebody changed', async () => {
    const { suppliers: page } = await api.query<{ suppliers: { edges: { cursor: string }[] } }>(
      '{ suppliers(first: 1, orderBy: [{ field: BUCKET }]) { edges { cursor } } }',
    );
    const [seal, ...place] = JSON.parse(
      Buffer.from(page.edges[0]!.cursor, 'base64url').toString(),
    ) as unknown[];
    const ask = (...values: unknown[]) => {
      const after = Buffer.from(JSON.stringify(values)).toString('base64url');
      return api.execute(
        `{ suppliers(after: "${after}", orderBy: [{ field: BUCKET }]) { edges { cursor } } }`,
      );
    };
    expect((await ask(seal, ...place)).errors).toBeUndefined();
    for (const values of [[seal, 'SOMETIMES', 1], [seal, place[0], '1e99'], [seal], []]) {
      expect((await ask(...values)).errors).toMatchObject([
        { message: expect.stringContaining('after'), extensions: { code: 'INVALID_INPUT' } },
      ]);
    }
  });

  it.each([
    ['another filter', 'filter: { stage: { eq: "x" } }'],
    ['another order', 'orderBy: [{ field: EVENT_AT, direction: ASC }]'],
    ['other nulls', 'orderBy: [{ field: EVENT_AT, direction: DESC, nulls: FIRST }]'],
  ])('goes on from a cursor of %s', async (_what, args) => {
    const { investigations: page } = await api.query<{
      investigations: { pageInfo: { endCursor: string } };
    }>('{ investigations(first: 1) { pageInfo { endCursor } } }');
    const ask = (rest: string) =>
      api.execute(
        `query ($after: String) {
        investigations(first: 1, after: $after ${rest}) { edges { cursor } }
      }`,
        { after: page.pageInfo.endCursor },
      );
    expect((await ask('')).errors).toBeUndefined();
    expect((await ask(args)).errors).toMatchObject([
      { message: expect.stringContaining('after'), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });
});

describe('The fields of a list', () => {
  it('are all columns of its model but those that are hidden', () => {
    const names = (hidden: string[]) =>
      modelFields('Company', { hidden, details: {} }).map(({ name }) => name);
    expect(names([])).toEqual(['id', 'slug', 'name', 'timeZone', 'warehouseDatabase', 'createdAt']);
    expect(names(['slug'])).not.toContain('slug');
    expect(() => names(['snail'])).toThrow('snail');
  });

  const TYPES: Record<string, string> = {
    INT: 'integer',
    FLOAT: 'double precision',
    BOOLEAN: 'boolean',
    INSTANT: 'timestamp with time zone',
    DATE: 'date',
    UUID: 'uuid',
    JSON: 'jsonb',
  };

  it.each([investigations, suppliers, profiles, profileChanges, cadenceDays, events, jobRuns])(
    'are of the types of their columns: $name',
    async ({ from, fields }: PostgresDataset) => {
      for (const { name, sql, type, enumType, isNullable } of fields) {
        if (!/^\w+\.\w+$/.test(sql)) continue; // an expression
        const [alias, column] = sql.split('.');
        const [, table] = new RegExp(`(\\w+) AS ${alias}\\b`).exec(from)!;
        const { rows } = await ctx.owner.query<{
          data_type: string;
          udt_name: string;
          is_nullable: string;
        }>(
          `SELECT data_type, udt_name, is_nullable FROM information_schema.columns
           WHERE table_name = $1 AND column_name = $2`,
          [table, column],
        );
        const found = rows[0]!;
        if (enumType) expect([name, found.udt_name]).toEqual([name, enumType]);
        else if (TYPES[type]) expect([name, found.data_type]).toEqual([name, TYPES[type]]);
        else expect(['text', 'character varying']).toContain(found.data_type);
        if (alias === 't')
          expect([name, found.is_nullable]).toEqual([name, isNullable ? 'YES' : 'NO']);
      }
    },
  );

  it.each([investigations, suppliers, profiles, profileChanges, cadenceDays, events, jobRuns])(
    'say what they mean: $name',
    ({ fields }) => {
      for (const { name, description } of fields)
        expect(description).not.toBe(`The column ${name}.`);
    },
  );
});
