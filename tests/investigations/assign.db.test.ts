import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/accounts/permissions.ts';
import { OnlyForPeople, PersonNotFound } from '../../server/investigations/assign.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { assignment, claim, workOn } from '../../server/investigations/work.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { createTestApi, type TestApi } from '../support/graphql.ts';
import { makeCases } from './work-cases.ts';
import { actingAs, makePerson } from './work-people.ts';

const ctx = useTestContext();
let anna: Viewer;
let boris: Viewer;
let open: Investigation;
beforeAll(async () => {
  anna = await makePerson(ctx, 'Anna');
  boris = await makePerson(ctx, 'Boris');
});
beforeEach(async () => {
  await emptyDatabase(ctx);
  [open] = (await makeCases(ctx, 1)) as [Investigation];
});

const CLAIM = `mutation ($id: ID!, $version: Int!) { result: claimInvestigation(id: $id, version: $version) {
  __typename
  ... on Error { code message }
  ... on AlreadyClaimed { holder { id name } since current { version assignee { name } } }
  ... on Investigation { version assignee { id name } undoToken timeline { kind actor assignee } } } }`;

interface Result {
  __typename: string;
  [field: string]: unknown;
}

describe('claiming', () => {
  it('50 times at once: one has it, 49 are told who and since when', async () => {
    const apis: TestApi[] = [];
    for (let i = 0; i < 50; i++) {
      apis.push(await createTestApi(ctx, await makePerson(ctx, `Operator ${i}`)));
    }
    const variables = { id: open.id, version: 1 };
    const answers = await Promise.all(
      apis.map((api) => api.query<{ result: Result }>(CLAIM, variables)),
    );
    const results = answers.map(({ result }) => result);
    const won = results.filter(({ __typename }) => __typename === 'Investigation');
    expect(won).toHaveLength(1);
    const { assignee } = won[0] as unknown as { assignee: { id: string; name: string } };
    const lost = results.filter(({ __typename }) => __typename === 'AlreadyClaimed');
    expect(lost).toHaveLength(49);
    const [claimed] = await ctx.db.event.findMany({ where: { kind: 'investigation.assigned' } });
    for (const result of lost) {
      expect(result).toMatchObject({
        code: 'ALREADY_CLAIMED',
        holder: assignee,
        since: claimed!.at.toISOString(),
        current: { version: 2, assignee: { name: assignee.name } },
      });
    }
    expect(await ctx.db.event.count({ where: { kind: 'investigation.assigned' } })).toBe(1);
  });

  it('what is one’s own already changes nothing', async () => {
    const asAnna = actingAs(ctx, anna);
    await workOn(asAnna, { id: open.id, version: 1 }, await claim(asAnna));
    const again = await workOn(asAnna, { id: open.id, version: 2 }, await claim(asAnna));
    expect(again).toMatchObject({ version: 2, undoToken: null });
  });

  it('is for people', async () => {
    await expect(claim(ctx)).rejects.toThrow(OnlyForPeople);
    const key = { id: 'a-key', name: 'Loader' };
    await expect(claim({ ...ctx, actor: key })).rejects.toThrow(OnlyForPeople);
  });
});

describe('assigning', () => {
  it('gives a case to somebody else, and back to nobody, and the timeline names them', async () => {
    const api = await createTestApi(ctx, anna);
    const assign = (version: number, assigneeId: string | null) =>
      api.query<{ result: Result }>(
        `mutation ($id: ID!, $version: Int!, $assigneeId: ID) {
          result: assignInvestigation(id: $id, version: $version, assigneeId: $assigneeId) {
            ... on Error { code message }
            ... on Investigation { version assignee { name } timeline { kind actor assignee } } } }`,
        { id: open.id, version, assigneeId },
      );
    expect(await assign(1, boris.id)).toMatchObject({ result: { assignee: { name: 'Boris' } } });
    expect(await assign(2, null)).toMatchObject({
      result: {
        version: 3,
        assignee: null,
        timeline: [
          { kind: 'OPENED' },
          { kind: 'ASSIGNED', actor: 'Anna', assignee: 'Boris' },
          { kind: 'UNASSIGNED', actor: 'Anna', assignee: null },
        ],
      },
    });
  });

  it.each(['nobody', 'a\0', 'x'.repeat(1_000_000)])('knows no such person (%#)', async (id) => {
    await expect(assignment(ctx, id)).rejects.toThrow(PersonNotFound);
  });

  it('takes only people of the company', async () => {
    await ctx.owner.query(
      `INSERT INTO "user" (id, name, email) VALUES ('eve', 'Eve', 'eve@example.org')`,
    );
    await expect(assignment(ctx, 'eve')).rejects.toThrow(PersonNotFound);
  });

  it('outlives the person: the case is nobody’s', async () => {
    const gone = await makePerson(ctx, 'Gone');
    await workOn(ctx, { id: open.id, version: 1 }, await assignment(ctx, gone.id));
    await ctx.owner.query(`DELETE FROM "user" WHERE id = 'gone'`);
    expect(await ctx.db.investigation.findFirst()).toMatchObject({ assigneeId: null });
  });
});

it('a page names everybody’s people with one question', async () => {
  const cases = await makeCases(ctx, 20);
  for (const [i, { id }] of cases.entries()) {
    const change = await assignment(ctx, i % 2 ? anna.id : boris.id);
    await workOn(ctx, { id, version: 1 }, change);
  }
  const api = await createTestApi(ctx, anna);
  const look = () => api.query('{ queue(first: 50) { edges { node { assignee { name } } } } }');
  await look(); // the page itself is kept from now on
  expect(await statementsOf(look)).toHaveLength(1);
});
