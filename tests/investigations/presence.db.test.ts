import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CompanyContext } from '../../server/core/context.ts';
import { OnlyForPeople } from '../../server/investigations/assign.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { lookAtInvestigation } from '../../server/investigations/presence.ts';
import { pruneWork } from '../../server/investigations/undo.ts';
import { InvestigationNotFound } from '../../server/investigations/work-errors.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { makeCases } from './work-cases.ts';
import { actingAs, makePerson } from './work-people.ts';

const ctx = useTestContext();
let asAnna: CompanyContext;
let asBoris: CompanyContext;
let one: Investigation;
let other: Investigation;
beforeAll(async () => {
  asAnna = actingAs(ctx, await makePerson(ctx, 'Anna'));
  asBoris = actingAs(ctx, await makePerson(ctx, 'Boris'));
});
beforeEach(async () => {
  ctx.setNow(NOON);
  await emptyDatabase(ctx);
  [one, other] = (await makeCases(ctx, 2)) as [Investigation, Investigation];
});

const later = (seconds: number) => ctx.setNow(new Date(NOON.getTime() + seconds * 1_000));

it('who looks at a case sees who else does, and not oneself', async () => {
  expect(await lookAtInvestigation(asAnna, one.id)).toEqual([]);
  expect(await lookAtInvestigation(asAnna, one.id)).toEqual([]);
  expect(await lookAtInvestigation(asBoris, other.id)).toEqual([]);
  expect(await lookAtInvestigation(asBoris, one.id)).toEqual([
    { id: 'anna', name: 'Anna', seenAt: NOON },
  ]);
});

it('30 seconds of silence are taken for leaving', async () => {
  await lookAtInvestigation(asAnna, one.id);
  later(30);
  expect(await lookAtInvestigation(asBoris, one.id)).toHaveLength(1);
  later(31);
  expect(await lookAtInvestigation(asBoris, one.id)).toEqual([]);
  expect(await pruneWork(ctx)).toBe(1);
});

it('is for people and for cases that are there', async () => {
  await expect(lookAtInvestigation(ctx, one.id)).rejects.toThrow(OnlyForPeople);
  for (const id of ['01a200ee-43be-7641-b28b-eeca6947ba23', 'nonsense', '\0']) {
    await expect(lookAtInvestigation(asAnna, id)).rejects.toThrow(InvestigationNotFound);
  }
});
