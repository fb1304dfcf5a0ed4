import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { readTimeline } from '../../server/investigations/timeline.ts';
import {
  InvestigationNotFound,
  VersionConflict,
  WrongStatus,
} from '../../server/investigations/work-errors.ts';
import {
  addNote,
  claim,
  reopenInvestigation,
  resolveInvestigation,
  snooze,
  workOn,
  type ResolveInput,
} from '../../server/investigations/work.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';
import { actingAs, makePerson } from './work-people.ts';

const NOBODYS = '01a200ee-43be-7641-b28b-eeca6947ba23';
const ctx = useTestContext();
let open: Investigation;
beforeEach(async () => {
  await emptyDatabase(ctx);
  const result = await logInvestigationEvent(ctx, failure());
  if (result instanceof Error) throw result;
  open = result.investigation;
});

const resolve = (changes: Partial<ResolveInput> = {}) =>
  resolveInvestigation(ctx, { id: open.id, version: 1, resolution: 'RESOLVED', ...changes });
const note = (text: string, version = 1) => addNote(ctx, { id: open.id, version, note: text });

describe('resolving', () => {
  it.each(['RESOLVED', 'UNRESOLVED'] as const)('closes a case as %s', async (resolution) => {
    const change = { note: 'Asked for a new file.', reasonCode: 'SUPPLIER_FAULT' } as const;
    const closed = await resolve({ resolution, ...change });
    expect(closed).toMatchObject({
      status: resolution,
      ...change,
      investigator: 'tester',
      version: 2,
    });
    expect(Date.parse(closed.investigatedAt!)).toBe(NOON.getTime());
  });

  it('tells of it with the case as it is now and what was said', async () => {
    const { undoToken, ...closed } = await resolve({ note: 'Done.', reasonCode: 'OTHER' });
    expect(undoToken).toBeDefined();
    const event = await ctx.db.event.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(event).toMatchObject({
      kind: 'investigation.resolved',
      entityId: open.id,
      actor: 'tester',
      payload: { ...closed, change: { note: 'Done.', reasonCode: 'OTHER' } },
    });
  });

  it('keeps the note it has when none is given', async () => {
    await note('Called.');
    expect(await resolve({ version: 2, note: ' ' })).toMatchObject({ note: 'Called.' });
  });

  it('refuses what is closed already, with the present state', async () => {
    const { undoToken: _, ...closed } = await resolve();
    const error = await resolve({ version: 2, resolution: 'UNRESOLVED' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WrongStatus);
    expect(error).toMatchObject({ current: closed });
  });

  it('50 times at once: one wins, 49 are told what it is now', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => resolve()));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(49);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(VersionConflict);
      expect(reason).toMatchObject({ current: { status: 'RESOLVED', version: 2 } });
    }
    expect(await ctx.db.event.count({ where: { kind: 'investigation.resolved' } })).toBe(1);
  });
});

describe('reopening', () => {
  it('opens a closed case and keeps its note', async () => {
    await resolve({ note: 'Done.', reasonCode: 'OTHER' });
    expect(await reopenInvestigation(ctx, { id: open.id, version: 2 })).toMatchObject({
      status: 'OPEN',
      note: 'Done.',
      reasonCode: null,
      version: 3,
    });
  });

  it('refuses what is open', async () => {
    const reopening = reopenInvestigation(ctx, { id: open.id, version: 1 });
    await expect(reopening).rejects.toThrow(WrongStatus);
  });
});

describe('a note', () => {
  it('never changes the status', async () => {
    expect(await note('Called.')).toMatchObject({ note: 'Called.', status: 'OPEN', version: 2 });
    await resolve({ version: 2 });
    expect(await note('Called again.', 3)).toMatchObject({ status: 'RESOLVED', version: 4 });
  });

  it.each([
    ['blank', ' '],
    ['too long', 'x'.repeat(10_001)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['with a NUL', 'a\0b'],
    ['with half a character', 'a\udc00'],
  ])('that is %s is refused and nothing changes', async (_, text) => {
    await expect(note(text)).rejects.toThrow(InvalidInput);
    if (text !== ' ') await expect(resolve({ note: text })).rejects.toThrow(InvalidInput);
    expect(await ctx.db.investigation.findFirst()).toMatchObject({ note: null, version: 1 });
  });

  it('may have 10,000 characters', async () => {
    expect((await note('𝄞'.repeat(10_000))).version).toBe(2);
  });
});

describe('what was typed while others worked on the case', () => {
  it('is written, and what they did stands', async () => {
    const boris = actingAs(ctx, await makePerson(ctx, 'Boris'));
    const seen = (version: number) => ({ id: open.id, version });
    await workOn(boris, seen(1), await claim(boris));
    await addNote(boris, { ...seen(2), note: 'Called.' });
    await workOn(boris, seen(3), snooze(boris, { preset: 'TOMORROW_MORNING' }));
    await resolveInvestigation(boris, { ...seen(4), resolution: 'RESOLVED', reasonCode: 'OTHER' });
    expect(await note('The file was empty.')).toMatchObject({
      note: 'The file was empty.',
      status: 'RESOLVED',
      reasonCode: 'OTHER',
      assigneeId: 'boris',
      version: 6,
    });
    expect((await readTimeline(ctx, open.id)).map(({ note: said }) => said)).toEqual([
      null,
      null,
      'Called.',
      null,
      null,
      'The file was empty.',
    ]);
  });

  it('closes the case as well if only a note came in between', async () => {
    await note('Called.');
    expect(await resolve({ note: 'Done.' })).toMatchObject({ status: 'RESOLVED', version: 3 });
  });

  it('does not close a case that somebody has just taken on', async () => {
    const boris = actingAs(ctx, await makePerson(ctx, 'Boris'));
    await workOn(boris, { id: open.id, version: 1 }, await claim(boris));
    await expect(resolve()).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      since: [{ change: 'ASSIGNED', actor: 'Boris', assignee: 'Boris' }],
    });
  });
});

describe('what is not there or not as it was', () => {
  it.each([
    ['unknown', NOBODYS],
    ['no uuid', 'x'.repeat(1_000_000)],
    ['broken', '\0'],
  ])('an id that is %s is nobody’s', async (_, id) => {
    await expect(resolve({ id })).rejects.toThrow(InvestigationNotFound);
  });

  it('another company’s case is nobody’s', async () => {
    const company = { ...ctx.company, id: ctx.company.id + 1 };
    const reopening = reopenInvestigation({ ...ctx, company }, { id: open.id, version: 1 });
    await expect(reopening).rejects.toThrow(InvestigationNotFound);
  });

  it('a stale version is refused with the present state', async () => {
    const { undoToken: _, ...changed } = await resolve();
    const error = await reopenInvestigation(ctx, { id: open.id, version: 1 }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(VersionConflict);
    expect(error).toMatchObject({
      current: changed,
      since: [{ change: 'RESOLVED', actor: 'tester' }],
    });
  });

  it('an id in capitals is the same id', async () => {
    await note('Called.');
    await addNote(ctx, { id: open.id.toUpperCase(), version: 2, note: 'Called again.' });
    expect(await readTimeline(ctx, open.id)).toHaveLength(3);
  });
});

it('the timeline shows what happened, oldest first, with what was said each time', async () => {
  await note('Called.');
  await resolve({ version: 2, reasonCode: 'OUR_FAULT' });
  await reopenInvestigation(ctx, { id: open.id, version: 3 });
  expect(await readTimeline(ctx, open.id)).toMatchObject([
    { change: 'OPENED', actor: 'tester', note: null },
    { change: 'NOTED', actor: 'tester', note: 'Called.' },
    { change: 'RESOLVED', note: null, reasonCode: 'OUR_FAULT' },
    { change: 'REOPENED', note: null, reasonCode: null },
  ]);
});
