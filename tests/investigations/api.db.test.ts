import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUEUE_PRESETS } from '../../server/investigations/queue-preset.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { ADMIN, createTestApi, type TestApi } from '../support/graphql.ts';
import { failure } from './make.ts';

const NOBODYS = '01a200ee-43be-7641-b28b-eeca6947ba23';
const ctx = useTestContext();
let api: TestApi;
beforeAll(async () => (api = await createTestApi(ctx)));
beforeEach(() => emptyDatabase(ctx));

const ERROR = '__typename ... on Error { code message }';
const ERROR_FIELDS = `${ERROR} ... on InvalidInput { fields { field message } }`;
const CONFLICTS = `
  ... on VersionConflict { current { id version status } }
  ... on WrongStatus { current { id version status } }`;

const LOG = `mutation ($input: LogInvestigationEventInput!) { result: logInvestigationEvent(input: $input) {
  ${ERROR_FIELDS}
  ... on LogInvestigationEventPayload { duplicate investigation { id eventAt version extra } } } }`;
const LOG_MANY = `mutation ($inputs: [LogInvestigationEventInput!]!) { result: logInvestigationEvents(inputs: $inputs) {
  ${ERROR_FIELDS}
  ... on LogInvestigationEventsPayload { results {
    ${ERROR_FIELDS}
    ... on LogInvestigationEventPayload { duplicate } } } } }`;
const RESOLVE = `mutation ($input: ResolveInvestigationInput!) { result: resolveInvestigation(input: $input) {
  ${ERROR_FIELDS} ${CONFLICTS} ... on Investigation { id status version note } } }`;
const REOPEN = `mutation ($id: ID!, $version: Int!) { result: reopenInvestigation(id: $id, version: $version) {
  ${ERROR} ${CONFLICTS} ... on Investigation { id status version } } }`;
const NOTE = `mutation ($id: ID!, $version: Int!, $note: String!) { result: addNote(id: $id, version: $version, note: $note) {
  ${ERROR_FIELDS} ... on VersionConflict { current { id version } } ... on Investigation { id status version note } } }`;

interface Result {
  __typename: string;
  fields?: { field: string; message: string }[];
  results?: Result[];
  investigation?: { id: string };
  [field: string]: unknown;
}
async function mutate(document: string, variables: object, by = api): Promise<Result> {
  return (await by.query<{ result: Result }>(document, variables)).result;
}
const open = async (changes: object = {}) => {
  const { investigation } = await mutate(LOG, { input: failure(changes) });
  return investigation!.id;
};

describe('logInvestigationEvent', () => {
  it('answers with the case, to the microsecond', async () => {
    expect(await mutate(LOG, { input: failure({ extra: { row: 17 } }) })).toMatchObject({
      __typename: 'LogInvestigationEventPayload',
      duplicate: false,
      investigation: { eventAt: '2026-11-20T07:00:00.123456Z', version: 1, extra: { row: 17 } },
    });
  });

  it.each([
    ['eventAt', { eventAt: '2026-11-20T10:00:00' }],
    ['eventAt', { eventAt: '2026-02-30T10:00:00Z' }],
    ['supplierId', { supplierId: -17 }],
    ['errorId', { errorId: -1 }],
    ['errorText', { errorText: 'x'.repeat(129) }],
    ['errorText', { errorText: 'a\0' }],
    ['stage', { stage: '\ud800' }],
    ['filePath', { filePath: 'x'.repeat(1_000_000) }],
    ['extra', { extra: [1] }],
    ['extra', { extra: { key: '\udc00' } }],
    ['idempotencyKey', { idempotencyKey: '' }],
  ])('names a broken %s and writes nothing (%#)', async (field, changes) => {
    const { __typename, fields } = await mutate(LOG, { input: failure(changes) });
    expect({ __typename, fields }).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ field, message: expect.stringMatching(/[a-z].*\.$/) }],
    });
    expect(await ctx.db.investigation.count()).toBe(0);
  });

  it('tells of a key that was used for something else', async () => {
    await mutate(LOG, { input: failure({ idempotencyKey: 'a' }) });
    const result = await mutate(LOG, { input: failure({ idempotencyKey: 'a', errorId: 9 }) });
    expect(result).toMatchObject({
      __typename: 'IdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });
});

describe('logInvestigationEvents', () => {
  it('has a result for each, in order', async () => {
    const inputs = [failure(), failure({ stage: '' }), failure()];
    const { results } = await mutate(LOG_MANY, { inputs });
    expect(results).toMatchObject([
      { duplicate: false },
      { __typename: 'InvalidInput', fields: [{ field: 'stage' }] },
      { duplicate: true },
    ]);
  });

  it('refuses more than 1,000', async () => {
    const inputs = Array.from({ length: 1_001 }, () => failure());
    expect(await mutate(LOG_MANY, { inputs })).toMatchObject({ fields: [{ field: 'inputs' }] });
  });
});

describe('working a case', () => {
  it('goes from open to closed and back', async () => {
    const id = await open();
    const input = { id, version: 1, resolution: 'UNRESOLVED', note: 'Gave up.' };
    expect(await mutate(RESOLVE, { input })).toMatchObject({ status: 'UNRESOLVED', version: 2 });
    expect(await mutate(REOPEN, { id, version: 2 })).toMatchObject({ status: 'OPEN', version: 3 });
    const note = { id, version: 3, note: 'Tried again.' };
    expect(await mutate(NOTE, note)).toMatchObject({ note: 'Tried again.', version: 4 });
  });

  it('answers what is too late with the present state: to a colleague, what they have not seen', async () => {
    const id = await open();
    const input = { id, version: 1, resolution: 'RESOLVED' };
    await mutate(RESOLVE, { input });
    const current = { id, version: 2, status: 'RESOLVED' };
    // What I did myself I know of, however old the version that my page still shows.
    expect(await mutate(RESOLVE, { input })).toMatchObject({ __typename: 'WrongStatus', current });
    const colleague = await createTestApi(ctx, { ...ADMIN, id: 'colleague' });
    const conflict = { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', current };
    expect(await mutate(RESOLVE, { input }, colleague)).toMatchObject(conflict);
    expect(await mutate(REOPEN, { id, version: 1 }, colleague)).toMatchObject(conflict);
  });

  it.each([NOBODYS, 'nonsense', '\0', '\ud800'])('knows no case %j', async (id) => {
    const notFound = { __typename: 'InvestigationNotFound', code: 'INVESTIGATION_NOT_FOUND' };
    const input = { id, version: 1, resolution: 'RESOLVED' };
    expect(await mutate(RESOLVE, { input })).toMatchObject(notFound);
    expect(await mutate(REOPEN, { id, version: 1 })).toMatchObject(notFound);
    expect(await mutate(NOTE, { id, version: 1, note: 'x' })).toMatchObject(notFound);
    expect(await api.query('query ($id: ID!) { investigation(id: $id) { id } }', { id })).toEqual({
      investigation: null,
    });
  });

  it.each(['x'.repeat(1_000_000), 'a\0', '\ud800'])('refuses a bad note (%#)', async (note) => {
    const id = await open();
    const input = { id, version: 1, resolution: 'RESOLVED', note };
    expect(await mutate(RESOLVE, { input })).toMatchObject({ fields: [{ field: 'note' }] });
    expect(await mutate(NOTE, { id, version: 1, note })).toMatchObject({
      fields: [{ field: 'note' }],
    });
  });
});

describe('a page', () => {
  const PAGE = `query ($first: Int) {
    queue(first: $first) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { cursor node {
        id eventAt supplierId errorText
        supplier { name openInvestigations profile { bucket }
                   investigations(first: 2) { totalCount edges { node { id } } } }
        timeline { kind actor at note }
      } }
    }
  }`;

  it('of fifty asks as much as one of two', async () => {
    const inputs = Array.from({ length: 60 }, (_, i) => failure({ supplierId: i + 1 }));
    await mutate(LOG_MANY, { inputs });
    const count = async (first: number) => {
      ctx.cache.invalidate(ctx.company.id);
      return statementsOf(async () => {
        const { queue } = await api.query<{ queue: { edges: { node: Result }[] } }>(PAGE, {
          first,
        });
        expect(queue.edges).toHaveLength(first);
        expect(queue.edges[0]!.node).toMatchObject({
          supplier: { openInvestigations: 1, investigations: { totalCount: 1 } },
          timeline: [{ kind: 'OPENED' }],
        });
      });
    };
    const two = await count(2);
    const fifty = await count(50);
    expect(fifty).toHaveLength(two.length);
    expect(two.length).toBeLessThanOrEqual(8);
  });

  it.each([
    ['queue(first: 501)', 'first: '],
    ['queue(after: "nonsense")', 'after: '],
    ['investigations(last: 0)', 'last: '],
  ])('%s is refused by name', async (field, message) => {
    const { errors } = await api.execute(`{ ${field} { edges { node { id } } } }`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'INVALID_INPUT' } },
    ]);
  });
});

it('any instant may bound a list', async () => {
  await open();
  const { investigations } = await api.query<{ investigations: object }>(
    `{ investigations(filter: { eventAt: {
        between: { from: "0000-01-01T00:00:00Z", to: "9999-12-31T23:59:59-14:00" }
      } }) {
      totalCount edges { node { id } } } }`,
  );
  expect(investigations).toMatchObject({ totalCount: 1 });
});

describe('an empty database', () => {
  it('is all zeros and empty lists', async () => {
    const data = await api.query(`{
      dashboard { date failures stillOpen suppliers topReasons { errorId } byStage { stage } byHour daily { failures } }
      queue { totalCount edges { cursor } pageInfo { hasNextPage startCursor } }
      queueCounts { preset count }
      investigations { totalCount edges { cursor } }
    }`);
    expect(data).toEqual({
      dashboard: {
        date: '2026-11-19',
        failures: 0,
        stillOpen: 0,
        suppliers: 0,
        topReasons: [],
        byStage: [],
        byHour: Array(24).fill(0),
        daily: Array(14).fill({ failures: 0 }),
      },
      queue: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, startCursor: null } },
      queueCounts: QUEUE_PRESETS.map((preset) => ({ preset, count: 0 })),
      investigations: { totalCount: 0, edges: [] },
    });
  });
});

describe('the dashboard', () => {
  const day = (date: string) =>
    api.query<{ dashboard: Result }>(
      `query ($date: Date) { dashboard(date: $date) {
        failures stillOpen suppliers topReasons { errorId errorText failures stillOpen }
        byStage { stage failures } byHour daily { date failures } } }`,
      { date },
    );

  it('counts what happened, and does not shrink as people work', async () => {
    const inputs = [
      failure({ errorId: 1, errorText: 'first words' }),
      failure({
        errorId: 1,
        errorText: 'newest words',
        eventAt: '2026-11-20T23:59:59.999999+03:00',
      }),
      failure({ errorId: 2, supplierId: 18 }),
      failure({ errorId: 2, eventAt: '2026-11-19T23:59:59+03:00' }),
    ];
    await mutate(LOG_MANY, { inputs });
    const id = await open({ supplierId: 18, errorId: 2 });
    await mutate(RESOLVE, { input: { id, version: 1, resolution: 'RESOLVED' } });
    const { dashboard } = await day('2026-11-20');
    expect(dashboard).toMatchObject({
      failures: 3,
      stillOpen: 2,
      suppliers: 2,
      topReasons: [
        { errorId: 1, errorText: 'newest words', failures: 2, stillOpen: 2 },
        { errorId: 2, failures: 1, stillOpen: 0 },
      ],
      byStage: [{ stage: 'load_mail', failures: 3 }],
    });
    expect(dashboard['byHour']).toEqual(
      Array.from({ length: 24 }, (_, h) => ({ 10: 2, 23: 1 })[h] ?? 0),
    );
    expect((dashboard['daily'] as object[]).slice(-2)).toEqual([
      { date: '2026-11-19', failures: 1 },
      { date: '2026-11-20', failures: 3 },
    ]);
  });

  it('asks once however often it is looked at, until something changes', async () => {
    const look = () => Promise.all(Array.from({ length: 20 }, () => day('2026-11-20')));
    const once = await statementsOf(look);
    expect(once.length).toBeLessThanOrEqual(4);
    expect(await statementsOf(look)).toEqual([]);
    await open();
    expect((await day('2026-11-20')).dashboard).toMatchObject({ failures: 1 });
  });

  it.each(['1969-12-31', '9999-12-31', '0000-01-01'])('has no %s', async (date) => {
    const { errors } = await api.execute(
      'query ($date: Date) { dashboard(date: $date) { failures } }',
      {
        date,
      },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });
});
