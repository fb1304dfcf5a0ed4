import { getNamedType, type GraphQLInputObjectType } from 'graphql';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { schema } from '../../server/graphql/schema.ts';
import { useTestContext } from '../support/database.ts';
import { useHttpApi, type HttpAnswer } from './http-api.ts';

const api = useHttpApi(useTestContext());

const failure = {
  eventAt: '2026-11-20T09:41:00.123456+03:00',
  supplierId: 7,
  errorId: 3,
  errorText: 'column mismatch',
  stage: 'consolidate',
  filePath: 'mail_backup/7/prices.xlsx',
  extra: { row: 17, columns: ['price', null] },
};

const LOG = `mutation Log($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) {
    __typename
    ... on LogInvestigationEventPayload { duplicate investigation { id eventAt extra status } }
    ... on Error { code message }
    ... on InvalidInput { fields { field message } }
  }
}`;
const QUEUE = `query Queue($after: String) {
  queue(first: 2, after: $after) {
    totalCount
    edges { cursor node { id supplier { supplierId name } timeline { kind actor } } }
  }
}`;

const cases: [name: string, document: string, variables?: object][] = [
  ['a union, by interface and by type', LOG, { input: failure }],
  ['a typed error', LOG, { input: { ...failure, eventAt: 'yesterday', stage: '' } }],
  ['lists within lists, and nulls', QUEUE],
  ['an unexpected variable type', LOG, { input: { ...failure, supplierId: 'seven' } }],
  ['an unknown field of an input', LOG, { input: { ...failure, price: 1 } }],
  ['a missing variable', LOG, {}],
  [
    'a day the calendar does not have',
    'query D($d: Date) { dashboard(date: $d) { failures } }',
    { d: '2026-02-30' },
  ],
  [
    'directives',
    'query C($no: Boolean!) { company { name @skip(if: $no) today @include(if: $no) } }',
    { no: true },
  ],
  [
    'fragments and aliases',
    '{ a: company { ...C } b: company { ...C } } fragment C on Company { n: name }',
  ],
  [
    'changes one after another',
    'mutation { a: addNote(id: "x", version: 1, note: "a") { __typename } b: addNote(id: "y", version: 1, note: "b") { __typename } }',
  ],
  [
    'what the schema says of itself',
    '{ __schema { types { name kind fields { name type { name kind } } } } }',
  ],
];

/** What is left of a budget is another thing each time. */
function withoutCost({ body, ...rest }: HttpAnswer) {
  const { extensions: _, ...answer } = body as { extensions?: object };
  return { ...rest, body: answer };
}

describe('An operation that has been compiled', () => {
  beforeAll(() => api.postAsRobot({ query: LOG, variables: { input: failure } }));

  it.each(cases)('answers as before: %s', async (name, document, variables) => {
    const query = `${document} # ${name}`; // a document of its own, which nothing has compiled yet
    const ask = () => (document === LOG ? api.postAsRobot : api.post)({ query, variables });
    const interpreted = withoutCost(await ask());
    const compiled = [withoutCost(await ask()), withoutCost(await ask())];
    expect(compiled).toEqual([interpreted, interpreted]);
  });

  it('keeps an expected error with its code and its path', async () => {
    const query = '{ company { name } queue(after: "nowhere") { totalCount } }';
    for (let run = 0; run < 3; run++) {
      const { body } = await api.post({ query });
      expect(body).toMatchObject({
        data: null,
        errors: [{ path: ['queue'], extensions: { code: 'INVALID_INPUT' } }],
      });
    }
  });

  it('is not taken for another one of the same document', async () => {
    const query = 'query A { company { name } } query B { company { timeZone } }';
    const ask = (operationName: string) => api.post({ query, operationName });
    for (let run = 0; run < 3; run++) {
      expect((await ask('A')).body).toMatchObject({
        data: { company: { name: 'Default company' } },
      });
      expect((await ask('B')).body).toMatchObject({
        data: { company: { timeZone: 'Europe/Moscow' } },
      });
    }
  });

  it('is compiled without writing out its input types, one of which has itself for its parts', async () => {
    const { args } = schema.getQueryType()!.getFields()['investigations']!;
    const filter = getNamedType(args.find(({ name }) => name === 'filter')!.type);
    const looks = vi.spyOn(filter as GraphQLInputObjectType, 'getFields');
    const query = `query Narrow($filter: ${filter.name}) { investigations(filter: $filter) { totalCount } }`;
    const ask = () => api.post({ query, variables: { filter: { and: [{ errorId: { eq: 3 } }] } } });
    const interpreted = withoutCost(await ask());
    const asOften = looks.mock.calls.length;
    looks.mockClear();
    looks.mockImplementation(() => {
      if (looks.mock.calls.length > 10 * asOften) throw new Error('It is written out.');
      return Object.getPrototypeOf(filter).getFields.call(filter);
    });
    expect(withoutCost(await ask())).toEqual(interpreted);
    looks.mockRestore();
  });
});
