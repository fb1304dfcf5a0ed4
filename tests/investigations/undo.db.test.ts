import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Viewer } from '../../server/accounts/permissions.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { readTimeline } from '../../server/investigations/timeline.ts';
import { NothingToUndo, pruneWork, undoWork } from '../../server/investigations/undo.ts';
import type { Change } from '../../server/investigations/work-change.ts';
import {
  addNote,
  assignment,
  resolution,
  snooze,
  workOn,
} from '../../server/investigations/work.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { hashOfWork, makeCases } from './work-cases.ts';
import { actingAs, makePerson } from './work-people.ts';

const ctx = useTestContext();
let asAnna: CompanyContext;
let asBoris: CompanyContext;
let boris: Viewer;
let open: Investigation;
beforeAll(async () => {
  boris = await makePerson(ctx, 'Boris');
  asBoris = actingAs(ctx, boris);
  asAnna = actingAs(ctx, await makePerson(ctx, 'Anna'));
});
beforeEach(async () => {
  ctx.setNow(NOON);
  await emptyDatabase(ctx);
  [open] = (await makeCases(ctx, 1)) as [Investigation];
});

const later = (seconds: number) => ctx.setNow(new Date(NOON.getTime() + seconds * 1_000));

/** Anna's change of the case as it is, and the token that undoes it. */
async function change(what: Change): Promise<string> {
  const { version } = await ctx.db.investigation.findUniqueOrThrow({ where: { id: open.id } });
  const { undoToken } = await workOn(asAnna, { id: open.id, version }, what);
  return undoToken!; // it changed something
}

it('every change can be taken back, one after the other', async () => {
  const close = resolution({ resolution: 'UNRESOLVED', note: 'Gave up.', reasonCode: 'OTHER' });
  await addNote(asBoris, { id: open.id, version: 1, note: 'Called.' });
  const changes: Change[] = [
    snooze(ctx, { preset: 'NEXT_SUCCESS' }),
    snooze(ctx, { preset: 'TOMORROW_MORNING' }),
    { kind: 'WAKE' },
    { kind: 'SNOOZE', until: 'NEXT_SUCCESS' },
    await assignment(ctx, boris.id),
    close,
    { kind: 'REOPEN' },
    { kind: 'NOTE', note: 'Again.' },
  ];
  for (const what of changes) {
    const before = await hashOfWork(ctx);
    const token = await change(what);
    expect(await hashOfWork(ctx)).not.toBe(before);
    expect(await undoWork(asAnna, token)).toMatchObject({
      restored: [{ id: open.id }],
      refused: [],
    });
    expect(await hashOfWork(ctx)).toBe(before);
    await change(what);
  }
});

it('is told in the timeline with what was undone', async () => {
  await undoWork(asAnna, await change(await assignment(ctx, boris.id)));
  expect(await readTimeline(ctx, open.id)).toMatchObject([
    { change: 'OPENED' },
    { change: 'ASSIGNED', actor: 'Anna', assignee: 'Boris' },
    { change: 'UNDONE', actor: 'Anna', undid: 'ASSIGNED' },
  ]);
});

it('leaves alone what somebody has changed since, and says who', async () => {
  const token = await change(resolution({ resolution: 'RESOLVED' }));
  await addNote(asBoris, { id: open.id, version: 2, note: 'Wait.' });
  const before = await hashOfWork(ctx);
  expect(await undoWork(asAnna, token)).toMatchObject({
    restored: [],
    refused: [{ current: { version: 3 }, since: [{ change: 'NOTED', actor: 'Boris' }] }],
  });
  expect(await hashOfWork(ctx)).toBe(before);
});

it('lasts 30 seconds', async () => {
  const early = await change(resolution({ resolution: 'RESOLVED' }));
  later(29);
  await undoWork(asAnna, early);
  const late = await change(resolution({ resolution: 'RESOLVED' }));
  later(59);
  await expect(undoWork(asAnna, late)).rejects.toThrow(NothingToUndo);
});

it('works once', async () => {
  const token = await change(resolution({ resolution: 'RESOLVED' }));
  const outcomes = await Promise.allSettled([undoWork(asAnna, token), undoWork(asAnna, token)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

it('is for whoever did it, and for nobody with a token that is none', async () => {
  const token = await change(resolution({ resolution: 'RESOLVED' }));
  await expect(undoWork(asBoris, token)).rejects.toThrow(NothingToUndo);
  await expect(undoWork(asAnna, 'nonsense\0')).rejects.toThrow(NothingToUndo);
  const other = { ...asAnna, company: { ...ctx.company, id: ctx.company.id + 1 } };
  await expect(undoWork(other, token)).rejects.toThrow(NothingToUndo);
});

it('is forgotten once it is too late', async () => {
  await change(resolution({ resolution: 'RESOLVED' }));
  later(29);
  expect(await pruneWork(ctx)).toBe(0);
  later(30);
  expect(await pruneWork(ctx)).toBe(1);
});
