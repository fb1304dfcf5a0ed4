import { v7 as uuidv7, validate } from 'uuid';
import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { Prisma } from '../core/db.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { SavedView as SavedViewRow } from '../core/generated/prisma/client.ts';
import { scopeValues, type QueueFilter, type Scope } from './filter.ts';
import { checkGroupings, type Grouping } from './group.ts';
import type { Sort } from './sort.ts';

const MAX_NAME = 64;
const SHOWN_ID = 64; // of an id that is none, which may be of any length

export class SavedViewNotFound extends DomainError {
  constructor(id: string) {
    super(
      'SAVED_VIEW_NOT_FOUND',
      `There is no view ${id.slice(0, SHOWN_ID)} of yours; take its id from savedViews.`,
    );
  }
}

export class SavedViewNameTaken extends DomainError {
  constructor(name: string) {
    super('SAVED_VIEW_NAME_TAKEN', `There is a view called ${name} already; choose another name.`);
  }
}

/** Everybody's views are an admin's to change. */
export class SharedViewRefused extends DomainError {
  constructor() {
    super(
      'SHARED_VIEW_REFUSED',
      'Views that everybody shares are changed by admins; keep one of your own, or ask an admin.',
    );
  }
}

/** A machine has no views of its own. */
export class PersonNeeded extends DomainError {
  constructor() {
    super('PERSON_NEEDED', 'Only people have views of their own; sign in, or share the view.');
  }
}

/** A way to look at the queue. */
export interface ViewState extends Scope {
  sort: Sort;
  /** One or two keys; null: not grouped. */
  groupBy: Grouping[] | null;
}

export interface SavedView {
  id: string;
  name: string;
  isShared: boolean;
  state: ViewState;
  updatedAt: Date;
}

export interface SavedViewChange {
  id: string;
  name?: string | null | undefined;
  isShared?: boolean | null | undefined;
  state?: ViewState | null | undefined;
}

type Owner = Pick<CompanyContext, 'db' | 'company' | 'actor' | 'now'>;

/** What decides over shared views beside the context. */
interface Rights {
  mayShare: boolean;
}

/** The caller's own and those that everybody shares, by name. */
export async function listSavedViews({ db, company, actor }: Owner): Promise<SavedView[]> {
  const rows = await db.savedView.findMany({
    where: { companyId: company.id, ...visibleTo(actor.id) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toView);
}

/**
 * @throws {InvalidInput} {SavedViewNameTaken} {SharedViewRefused} {PersonNeeded}
 */
export async function createSavedView(
  ctx: Owner,
  { name, isShared, state }: { name: string; isShared: boolean; state: ViewState },
  { mayShare }: Rights,
): Promise<SavedView> {
  if (isShared && !mayShare) throw new SharedViewRefused();
  if (!isShared && ctx.actor.id === null) throw new PersonNeeded();
  const parsed = parseInput(nameInput, { name });
  const row = await settled(parsed.name, () =>
    ctx.db.savedView.create({
      data: {
        id: uuidv7(),
        companyId: ctx.company.id,
        ownerId: isShared ? null : ctx.actor.id,
        name: parsed.name,
        state: checkedState(ctx, state),
        createdAt: ctx.now(),
        updatedAt: ctx.now(),
      },
    }),
  );
  return toView(row);
}

/**
 * Renames a view, shares it or makes it show something else; what is absent stays.
 *
 * @throws {InvalidInput} {SavedViewNotFound} {SavedViewNameTaken} {SharedViewRefused} {PersonNeeded}
 */
export async function updateSavedView(
  ctx: Owner,
  { id, name: newName, isShared, state }: SavedViewChange,
  rights: Rights,
): Promise<SavedView> {
  const present = await findOwn(ctx, id, rights);
  if (isShared && !rights.mayShare) throw new SharedViewRefused();
  if (isShared === false && ctx.actor.id === null) throw new PersonNeeded();
  const { name } = parseInput(nameInput, { name: newName ?? present.name });
  const row = await settled(name, () =>
    ctx.db.savedView.update({
      where: { id: present.id },
      data: {
        name,
        updatedAt: ctx.now(),
        ...(typeof isShared === 'boolean' ? { ownerId: isShared ? null : ctx.actor.id } : {}),
        ...(state ? { state: checkedState(ctx, state) } : {}),
      },
    }),
  );
  return toView(row);
}

/**
 * @returns what it was
 * @throws {SavedViewNotFound} {SharedViewRefused}
 */
export async function deleteSavedView(ctx: Owner, id: string, rights: Rights): Promise<SavedView> {
  const present = await findOwn(ctx, id, rights);
  await ctx.db.savedView.deleteMany({ where: { id: present.id } });
  return toView(present);
}

const nameInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Is blank; give the view a name.')
    .max(MAX_NAME, `Is longer than ${MAX_NAME} characters; shorten it.`)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'Is no text; type it anew.'),
});

const visibleTo = (personId: string | null): Prisma.SavedViewWhereInput => ({
  OR: [{ ownerId: null }, ...(personId === null ? [] : [{ ownerId: personId }])],
});

/** Somebody else's view and none are the same to whoever asks. */
async function findOwn(ctx: Owner, id: string, { mayShare }: Rights): Promise<SavedViewRow> {
  const present = validate(id)
    ? await ctx.db.savedView.findFirst({
        where: { id, companyId: ctx.company.id, ...visibleTo(ctx.actor.id) },
      })
    : null;
  if (!present) throw new SavedViewNotFound(id);
  if (present.ownerId === null && !mayShare) throw new SharedViewRefused();
  return present;
}

/** Writes, and says in words what the database refuses. */
async function settled<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === UNIQUE_VIOLATION) throw new SavedViewNameTaken(name);
    if (code === FOREIGN_KEY_VIOLATION) throw new PersonNeeded(); // a key's id is no person's
    throw error;
  }
}

// https://www.prisma.io/docs/orm/reference/error-reference
const UNIQUE_VIOLATION = 'P2002';
const FOREIGN_KEY_VIOLATION = 'P2003';

/** As it is kept: what could not be shown is refused now rather than each time it is opened. */
function checkedState(ctx: Owner, state: ViewState): Prisma.InputJsonObject {
  scopeValues(ctx, state);
  if (state.groupBy) checkGroupings(state.groupBy);
  return JSON.parse(JSON.stringify(state)) as Prisma.InputJsonObject; // its Dates become text
}

function toView({ id, name, ownerId, state, updatedAt }: SavedViewRow): SavedView {
  const kept = state as unknown as ViewState; // written by checkedState() alone
  return {
    id,
    name,
    isShared: ownerId === null,
    state: { ...kept, filter: withDates(kept.filter) },
    updatedAt,
  };
}

function withDates(filter: Scope['filter']): QueueFilter {
  const { from, to, ...rest } = filter ?? {};
  return {
    ...rest,
    ...(from ? { from: new Date(from) } : {}),
    ...(to ? { to: new Date(to) } : {}),
  };
}
