import { beforeEach, describe, expect, it } from 'vitest';
import type { CompanyContext } from '../../server/core/context.ts';
import { InvalidInput } from '../../server/core/errors.ts';
import {
  createSavedView,
  deleteSavedView,
  listSavedViews,
  PersonNeeded,
  SavedViewNameTaken,
  SavedViewNotFound,
  SharedViewRefused,
  updateSavedView,
  type ViewState,
} from '../../server/investigations/saved-views.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { actingAs, makePerson } from './work-people.ts';

const ctx = useTestContext();
const STATE: ViewState = {
  preset: 'ALL_OPEN',
  filter: { errorIds: [3] },
  sort: 'OLDEST',
  groupBy: null,
};
const admin = { mayShare: true };
const operator = { mayShare: false };

beforeEach(() => emptyDatabase(ctx));
const anna = async () => actingAs(ctx, await makePerson(ctx, 'Anna'));
const boris = async () => actingAs(ctx, await makePerson(ctx, 'Boris'));
const mine = (name = 'Mine') => ({ name, isShared: false, state: STATE });
const shared = (name = 'Ours') => ({ name, isShared: true, state: STATE });

describe('a saved view', () => {
  it('is its owner’s alone unless it is shared', async () => {
    const view = await createSavedView(await anna(), mine(), operator);
    await createSavedView(await anna(), shared(), admin);
    const names = async (of: CompanyContext) => (await listSavedViews(of)).map(({ name }) => name);
    expect(await names(await anna())).toEqual(['Mine', 'Ours']);
    expect(await names(await boris())).toEqual(['Ours']);
    const change = { id: view.id, name: 'Stolen' };
    await expect(updateSavedView(await boris(), change, admin)).rejects.toThrow(SavedViewNotFound);
    await expect(deleteSavedView(await boris(), view.id, admin)).rejects.toThrow(SavedViewNotFound);
  });

  it('comes back as it was saved, instants included', async () => {
    const from = new Date('2026-11-01T00:00:00Z');
    const state = { ...STATE, filter: { from, text: 'x' }, groupBy: ['ERROR' as const] };
    await createSavedView(await anna(), { ...mine(), state }, operator);
    expect(await listSavedViews(await anna())).toMatchObject([{ state }]);
  });

  it('has a name of its own, in capitals or not', async () => {
    await createSavedView(await anna(), mine('Late'), operator);
    const again = createSavedView(await anna(), mine('LATE'), operator);
    await expect(again).rejects.toThrow(SavedViewNameTaken);
    await createSavedView(await boris(), mine('Late'), operator);
    const other = await createSavedView(await anna(), mine('Other'), operator);
    const renamed = updateSavedView(await anna(), { id: other.id, name: 'late' }, operator);
    await expect(renamed).rejects.toThrow(SavedViewNameTaken);
  });

  it('that everybody shares is an admin’s to change', async () => {
    await expect(createSavedView(await anna(), shared(), operator)).rejects.toThrow(
      SharedViewRefused,
    );
    const view = await createSavedView(await anna(), shared(), admin);
    const change = { id: view.id, name: 'Mine now' };
    await expect(updateSavedView(await boris(), change, operator)).rejects.toThrow(
      SharedViewRefused,
    );
    await expect(deleteSavedView(await boris(), view.id, operator)).rejects.toThrow(
      SharedViewRefused,
    );
    await deleteSavedView(await boris(), view.id, admin);
    expect(await listSavedViews(await boris())).toEqual([]);
  });

  it('is shared by an admin, who alone may keep it to themselves again', async () => {
    const { id } = await createSavedView(await anna(), mine(), admin);
    const share = { id, isShared: true };
    await expect(updateSavedView(await anna(), share, operator)).rejects.toThrow(SharedViewRefused);
    expect(await updateSavedView(await anna(), share, admin)).toMatchObject({ name: 'Mine' });
    expect(await listSavedViews(await boris())).toMatchObject([{ id, isShared: true }]);
    const keep = { id, isShared: false };
    await expect(updateSavedView(await boris(), keep, operator)).rejects.toThrow(SharedViewRefused);
    await updateSavedView(await anna(), keep, admin);
    expect(await listSavedViews(await boris())).toEqual([]);
    expect(await listSavedViews(await anna())).toMatchObject([{ id, isShared: false }]);
  });

  it('keeps what an update leaves out', async () => {
    const { id } = await createSavedView(await anna(), mine(), operator);
    expect(await updateSavedView(await anna(), { id, name: 'New' }, operator)).toMatchObject({
      name: 'New',
      state: STATE,
    });
    const state = { ...STATE, preset: 'MINE' as const };
    expect(await updateSavedView(await anna(), { id, state }, operator)).toMatchObject({
      name: 'New',
      state,
    });
  });

  it('is refused when it could not be shown', async () => {
    const faults = [mine(' '), mine('x'.repeat(65)), mine('\0')];
    for (const fault of faults) {
      await expect(createSavedView(await anna(), fault, operator)).rejects.toThrow(InvalidInput);
    }
    const states: ViewState[] = [
      { ...STATE, filter: { text: '\0' } },
      { ...STATE, groupBy: ['ERROR', 'ERROR'] },
    ];
    for (const state of states) {
      const creating = createSavedView(await anna(), { ...mine(), state }, operator);
      await expect(creating).rejects.toThrow(InvalidInput);
    }
  });

  it('is a person’s, not a machine’s', async () => {
    const key = { ...ctx, actor: { id: 'key1', name: 'robot' } };
    await expect(createSavedView(key, mine(), operator)).rejects.toThrow(PersonNeeded);
    await expect(createSavedView(ctx, mine(), operator)).rejects.toThrow(PersonNeeded);
  });
});

it('through the API shows its filter as the queue takes it, and how many cases it has', async () => {
  const api = await createTestApi(ctx, await makePerson(ctx, 'Anna'));
  const created = await api.query(`mutation {
    createSavedView(name: "Late", state: { filter: { errorIds: [3] }, groupBy: [STAGE] }) {
      ... on SavedView { name isShared preset filter sort groupBy count }
      ... on Error { message }
    }
  }`);
  expect(created).toEqual({
    createSavedView: {
      name: 'Late',
      isShared: false,
      preset: 'ALL_OPEN',
      filter: { errorIds: [3] },
      sort: 'NEWEST',
      groupBy: ['STAGE'],
      count: 0,
    },
  });
  const refused = await api.query(`mutation {
    createSavedView(name: "Ours", isShared: true, state: {}) { __typename }
  }`);
  expect(refused).toEqual({ createSavedView: { __typename: 'SharedViewRefused' } });
});
