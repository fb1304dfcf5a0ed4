import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/accounts/permissions.ts';
import {
  MAX_BULK,
  MoreThanShown,
  TooManyInvestigations,
  workOnMany,
} from '../../server/investigations/bulk.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { addNote, resolution, resolveInvestigation } from '../../server/investigations/work.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';
import { hashOfWork, makeCases } from './work-cases.ts';
import { actingAs, makePerson } from './work-people.ts';

const NOBODYS = '01a200ee-43be-7641-b28b-eeca6947ba23';
const ctx = useTestContext();
let anna: Viewer;
let boris: Viewer;
let api: TestApi;
beforeAll(async () => {
  anna = await makePerson(ctx, 'Anna');
  boris = await makePerson(ctx, 'Boris');
  api = await createTestApi(ctx, anna);
});
beforeEach(() => emptyDatabase(ctx));

const RESOLVE = `mutation ($which: InvestigationSelectionInput!) {
  result: resolveInvestigations(which: $which, resolution: RESOLVED, note: "Mended.", reasonCode: OUR_FAULT) {
    __typename
    ... on Error { code message }
    ... on InvalidInput { fields { field } }
    ... on MoreThanShown { shown matching }
    ... on TooManyInvestigations { limit }
    ... on WorkPayload {
      changed unchanged undoToken
      investigations { id status }
      refused {
        __typename
        ... on Error { code }
        ... on InvestigationNotFound { id }
        ... on VersionConflict { current { id } since { kind actor note } }
        ... on WrongStatus { current { id } } } } } }`;
const UNDO = `mutation ($token: ID!) { result: undoWork(token: $token) {
  ... on Error { code }
  ... on UndoWorkPayload { restored refused { current { id } since { kind actor } } } } }`;

interface Result {
  undoToken: string;
  refused: { __typename: string }[];
  [field: string]: unknown;
}
const resolveThem = async (which: object) =>
  (await api.query<{ result: Result }>(RESOLVE, { which })).result;
const undo = async (token: string) => (await api.query<{ result: Result }>(UNDO, { token })).result;
const seen = (cases: Investigation[]) => cases.map(({ id, version }) => ({ id, version }));
const open = () => ctx.db.investigation.count({ where: { status: 'OPEN' } });

it('500 cases are resolved as one and undone as one, and all is as before', async () => {
  const cases = await makeCases(ctx, 500);
  await addNote(ctx, { id: cases[7]!.id, version: 1, note: 'Looked at it.' });
  const before = await hashOfWork(ctx);
  const selected = seen(cases).with(7, { id: cases[7]!.id, version: 2 });
  const result = await resolveThem({ selected });
  expect(result).toMatchObject({ changed: 500, unchanged: 0, refused: [] });
  expect(await hashOfWork(ctx)).not.toBe(before);
  expect(await open()).toBe(0);
  expect(await ctx.db.event.count({ where: { kind: 'investigation.resolved' } })).toBe(500);

  expect(await undo(result.undoToken)).toMatchObject({ restored: 500, refused: [] });
  expect(await hashOfWork(ctx)).toBe(before);
  const undone = await ctx.db.event.findMany({ where: { kind: 'investigation.undone' } });
  expect(new Set(undone.map(({ entityId }) => entityId)).size).toBe(500);
});

it('costs as many statements for 500 as for two', async () => {
  const cases = await makeCases(ctx, 502);
  const two = await statementsOf(() => resolveThem({ selected: seen(cases.slice(0, 2)) }));
  const rest = await statementsOf(() => resolveThem({ selected: seen(cases.slice(2)) }));
  expect(rest).toHaveLength(two.length);
  expect(two.length).toBeLessThanOrEqual(4);
});

it('what somebody else did is told case by case, and does not keep the rest from it', async () => {
  const cases = await makeCases(ctx, 5);
  const [closed, noted, , , untouched] = cases as [
    Investigation,
    Investigation,
    Investigation,
    Investigation,
    Investigation,
  ];
  const asBoris = actingAs(ctx, boris);
  await resolveInvestigation(asBoris, { ...closed, resolution: 'UNRESOLVED', note: 'Gave up.' });
  await addNote(asBoris, { id: noted.id, version: 1, note: 'Called.' });
  const selected = [...seen(cases), { id: NOBODYS, version: 1 }, { id: 'nonsense', version: 1 }];
  const result = await resolveThem({ selected });
  expect(result).toMatchObject({ changed: 4 });
  expect(result.refused).toHaveLength(3);
  expect(result.refused).toEqual(
    expect.arrayContaining([
      {
        __typename: 'VersionConflict',
        code: 'VERSION_CONFLICT',
        current: { id: closed.id },
        since: [{ kind: 'UNRESOLVED', actor: 'Boris', note: 'Gave up.' }],
      },
      { __typename: 'InvestigationNotFound', code: 'INVESTIGATION_NOT_FOUND', id: NOBODYS },
      { __typename: 'InvestigationNotFound', code: 'INVESTIGATION_NOT_FOUND', id: 'nonsense' },
    ]),
  );
  expect(result['investigations']).toContainEqual({ id: untouched.id, status: 'RESOLVED' });
});

it('a case named twice is changed once', async () => {
  const [one] = (await makeCases(ctx, 1)) as [Investigation];
  const selected = [...seen([one]), { id: one.id.toUpperCase(), version: 1 }];
  expect(await resolveThem({ selected })).toMatchObject({ changed: 1, refused: [] });
});

it('another company’s cases are nobody’s', async () => {
  const cases = await makeCases(ctx, 2);
  const other = { ...ctx, company: { ...ctx.company, id: ctx.company.id + 1 } };
  const change = resolution({ resolution: 'RESOLVED' });
  const work = await workOnMany(other, { selected: seen(cases) }, change);
  expect(work).toMatchObject({
    changed: [],
    refused: [{ id: cases[0]!.id }, { id: cases[1]!.id }],
  });
});

describe('everything that matches', () => {
  const matching = (count: number, filter?: object) => ({
    matching: { preset: 'ALL_OPEN', filter, count },
  });

  it('is changed when it is what the caller saw', async () => {
    await makeCases(ctx, 30);
    const filter = { supplierIds: [1, 2, 3] };
    expect(await resolveThem(matching(3, filter))).toMatchObject({ changed: 3 });
    expect(await open()).toBe(27);
  });

  it('is left alone when something came that nobody has looked at', async () => {
    await makeCases(ctx, 5);
    expect(await resolveThem(matching(4))).toMatchObject({
      __typename: 'MoreThanShown',
      shown: 4,
      matching: 5,
    });
    expect(await open()).toBe(5);
  });

  it('is done as far as it goes when others were quicker', async () => {
    await makeCases(ctx, 5);
    expect(await resolveThem(matching(6))).toMatchObject({ changed: 5, refused: [] });
  });
});

it('10,000 cases are the most, and 10,001 are refused before anything is done', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, () => ({ id: NOBODYS, version: 1 }));
  const change = resolution({ resolution: 'RESOLVED' });
  await workOnMany(ctx, { selected: many(MAX_BULK) }, change);
  const tooMany = workOnMany(ctx, { selected: many(MAX_BULK + 1) }, change);
  await expect(tooMany).rejects.toThrow(TooManyInvestigations);
  await expect(tooMany).rejects.not.toThrow(MoreThanShown);
});

it.each([{}, { selected: [], matching: { preset: 'ALL_OPEN', count: 0 } }])(
  '%j says not which',
  async (which) => {
    expect(await resolveThem(which)).toMatchObject({ fields: [{ field: 'which' }] });
  },
);
