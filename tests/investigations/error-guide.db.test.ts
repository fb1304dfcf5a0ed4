import { beforeEach, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import {
  findErrorGuide,
  listErrorGuides,
  resetErrorGuide,
  writeErrorGuide,
} from '../../server/investigations/error-guides.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { failure } from './make.ts';
import { makePerson } from './work-people.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const GUIDE = {
  errorId: 3,
  language: 'EN' as const,
  meaning: 'The price is gone.',
  usualCause: 'A new export.',
  whatToDo: 'Call them.',
};
const log = (changes: object) => logInvestigationEvent(ctx, failure(changes));
const changes = async () => {
  const { rows } = await ctx.owner.query<{ entity_id: string; payload: object }>(
    `SELECT entity_id, payload FROM event WHERE kind = 'error_guide.changed' ORDER BY id`,
  );
  return rows;
};

it('a company writes over what comes with the product, and takes it back', async () => {
  await log({ errorText: 'Price column not found' });
  const common = await findErrorGuide(ctx, 3, 'EN');
  expect(common).toMatchObject({ updatedBy: null });

  await writeErrorGuide(ctx, { ...GUIDE, meaning: 'First' });
  await writeErrorGuide(ctx, GUIDE);
  expect(await findErrorGuide(ctx, 3, 'EN')).toMatchObject({ ...GUIDE, updatedBy: 'tester' });
  expect(await findErrorGuide(ctx, 3, 'RU')).toMatchObject({ updatedBy: null });

  expect(await resetErrorGuide(ctx, { errorId: 3, language: 'EN' })).toEqual(common);
  await resetErrorGuide(ctx, { errorId: 3, language: 'EN' }); // nothing to tell of
  expect(await changes()).toMatchObject([
    { entity_id: '3', payload: { meaning: 'First' } },
    { entity_id: '3', payload: GUIDE },
    { entity_id: '3', payload: { errorId: 3, language: 'EN' } },
  ]);
});

it('the catalogue has what was met lately and what was written of, by number', async () => {
  await log({ errorId: 12, errorText: 'Unheard of' });
  await log({ errorId: 7, errorText: 'File is empty' });
  await log({ errorId: 9, errorText: 'Old', eventAt: '2026-01-01T00:00:00Z' });
  await writeErrorGuide(ctx, GUIDE);
  const catalogue = await listErrorGuides(ctx, 'EN');
  expect(
    catalogue.map(({ errorId, errorText, guide }) => [errorId, errorText, guide !== null]),
  ).toEqual([
    [3, null, true],
    [7, 'File is empty', true],
    [12, 'Unheard of', false],
  ]);
});

it.each([
  ['meaning', { meaning: ' ' }],
  ['usualCause', { usualCause: 'x'.repeat(2001) }],
  ['whatToDo', { whatToDo: '\0' }],
  ['errorId', { errorId: -1 }],
])('a guide is refused for its %s', async (field, fault) => {
  const writing = writeErrorGuide(ctx, { ...GUIDE, ...fault });
  await expect(writing).rejects.toThrow(InvalidInput);
  await expect(writing).rejects.toMatchObject({ fields: [{ field }] });
  expect(await changes()).toEqual([]);
});

it('a case shows it in the reader’s language, and only an admin writes it', async () => {
  await log({ errorText: 'File is empty' });
  const document = `{ queue { edges { node { guide(language: RU) { language meaning } } } } }`;
  const operator = await createTestApi(ctx, await makePerson(ctx, 'Anna'));
  expect(await operator.query(document)).toMatchObject({
    queue: {
      edges: [{ node: { guide: { language: 'RU', meaning: 'Файл пришёл, но он пуст.' } } }],
    },
  });
  const { errors } = await operator.execute(
    `mutation ($input: ErrorGuideInput!) { writeErrorGuide(input: $input) { __typename } }`,
    { input: GUIDE },
  );
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect(await changes()).toEqual([]);
});
