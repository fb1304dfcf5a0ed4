import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCompany } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { copied, fillInvestigations, keyOf, useExports, type Asking } from './exports.ts';
import { DOCUMENT, QUESTION } from './question.ts';

const ROWS = Number(process.env['EXPORT_ROWS'] ?? 2_600); // six pages, the last one not full

const ctx = useTestContext();
const exports = useExports(ctx);

beforeAll(async () => {
  await fillInvestigations(ctx, { rows: ROWS });
  const company = await createCompany(ctx.installation, 'others');
  await fillInvestigations({ owner: ctx.owner, company }, { rows: 10, from: ROWS });
});

const IDS = '{ investigations { edges { node { id } } } }';
const linesOf = (csv: string) => csv.split('\n').slice(1, -1);

describe('A list as CSV', () => {
  it('is to the byte what COPY writes of the same question, with formulas inert', async () => {
    expect(await exports.read(DOCUMENT)).toBe(await copied(ctx, QUESTION));
  });

  it('says how long the list is, what the file is called, and in trailers what was sent', async () => {
    const answer = await exports.begin(DOCUMENT, { variables: { first: 700 } });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="investigations-2026-11-20.csv"',
      'x-pricelens-total-count': String(ROWS),
    });
    await text(answer);
    expect(answer.trailers['x-pricelens-rows']).toBe('700');
  });

  it('goes on after the cursor of its end, and after any that was asked for as a column', async () => {
    const all = linesOf(await exports.read(IDS));
    const ids = (after: string, first = '') =>
      `{ investigations(after: "${after}" ${first}) { edges { node { id } } } }`;
    const begun = await exports.begin('{ investigations(first: 501) { edges { node { id } } } }');
    expect(linesOf(await text(begun))).toEqual(all.slice(0, 501));
    const end = String(begun.trailers['x-pricelens-cursor']);
    expect(linesOf(await exports.read(ids(end)))).toEqual(all.slice(501));

    const rows = linesOf(
      await exports.read('{ investigations(first: 3) { edges { cursor node { id } } } }'),
    );
    const [cursor, id] = rows[1]!.split(',');
    expect(id).toBe(all[1]);
    expect(linesOf(await exports.read(ids(cursor!, 'first: 2')))).toEqual(all.slice(2, 4));
  });

  it.each([
    ['text/csv', 'id\n'],
    ['text/csv; bom=present', '\uFEFFid\n'],
    ['text/csv; header=absent, */*', ''],
    ['text/csv; header=absent; bom=present', '\uFEFF'],
  ])('of nothing as %s is %j', async (accept, expected) => {
    const nothing = '{ investigations(filter: { errorId: { eq: 99 } }) { edges { node { id } } } }';
    expect(await exports.read(nothing, { accept })).toBe(expected);
  });

  it('of the queue has all its pages, though a page is 50 where nothing is said', async () => {
    const csv = await exports.read('{ queue(preset: ALL_OPEN) { edges { node { id } } } }');
    expect(linesOf(csv)).toHaveLength(Math.floor((ROWS * 4) / 5));
  });

  it('shows nobody another company', async () => {
    const { id } = await ctx.installation.db.company.findUniqueOrThrow({
      where: { slug: 'others' },
    });
    const headers = await keyOf(ctx, 'ANALYST', id);
    expect(linesOf(await exports.read(IDS, { headers }))).toHaveLength(10);
  });
});

describe('An export', () => {
  const refusal = async (document: string, asking?: Asking) => {
    const answer = await exports.begin(document, asking);
    const { errors } = JSON.parse(await text(answer)) as { errors: { message: string }[] };
    return `${answer.statusCode} ${errors[0]?.message}`;
  };

  it.each([
    [
      'two lists',
      '{ a: suppliers { edges { node { name } } } b: suppliers { edges { node { name } } } }',
      /exactly one list/,
    ],
    [
      'something beside the list',
      '{ eventCursor suppliers { edges { node { name } } } }',
      /exactly one list/,
    ],
    ['no list', '{ company { name } }', /exactly one list/],
    [
      'a change',
      'mutation { changeRole(personId: "x", role: ADMIN) { __typename } }',
      /exactly one list/,
    ],
    ['no rows', '{ suppliers { totalCount } }', /edges/],
    ['the end first', '{ suppliers(last: 5) { edges { node { name } } } }', /forward/],
    ['no row at all', '{ suppliers(first: 0) { edges { node { name } } } }', /at least/],
    [
      'two columns of one name',
      '{ suppliers { edges { name: cursor node { name } } } }',
      /an alias/,
    ],
    ['a foreign cursor', '{ suppliers(after: "x") { edges { node { name } } } }', /no cursor/],
    ['what there is not', '{ suppliers { edges { node { nope } } } }', /Cannot query field/],
  ])('of %s is refused with a sentence', async (_name, document, sentence) => {
    expect(await refusal(document)).toMatch(/^400 /);
    expect(await refusal(document)).toMatch(sentence);
  });

  it('takes the permission EXPORT', async () => {
    const headers = await keyOf(ctx, 'INTEGRATION');
    expect(await refusal(IDS, { headers })).toMatch(/^403 .*EXPORT/);
  });

  it('is on record before its first byte, with who asked for what', async () => {
    await ctx.owner.query('DELETE FROM event');
    const answer = await exports.begin('{ suppliers(first: 2) { edges { node { name } } } }');
    const recorded = await ctx.installation.db.event.findMany();
    await text(answer);
    expect(recorded).toMatchObject([
      {
        kind: 'list.exported',
        entityId: 'suppliers',
        actor: 'analyst of tests',
        payload: { format: 'csv', columns: ['name'], first: 2 },
      },
    ]);
  });

  it('tells its cost instead where a dry run is asked for', async () => {
    const headers = { ...(await keyOf(ctx, 'ANALYST')), 'x-pricelens-dry-run': '1' };
    const answer = JSON.parse(await exports.read(IDS, { headers })) as object;
    expect(answer).toMatchObject({
      data: null,
      extensions: { cost: { rows: expect.any(Number) as number } },
    });
  });
});
