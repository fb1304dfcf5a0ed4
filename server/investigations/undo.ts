import { validate } from 'uuid';
import type { Actor, CompanyContext } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { defineStatement, inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { defineInvestigationStatement, type Investigation } from './investigation.ts';
import { PRESENT_MS } from './presence.ts';
import { lockCases, type SeenVersion, type Worker } from './work-apply.ts';
import { VersionConflict } from './work-errors.ts';
import { readSince } from './work-since.ts';

/** Too late, undone already, or somebody else's: which of these is nobody's business. */
export class NothingToUndo extends DomainError {
  constructor() {
    super(
      'NOTHING_TO_UNDO',
      'This can no longer be undone: 30 seconds have passed, or it was undone already.',
    );
  }
}

/** What became of the cases of a change that was undone. */
export interface Undoing {
  restored: Investigation[];
  /** Those that somebody has changed since; they are left as they are. */
  refused: VersionConflict[];
}

type UndoRow = SeenVersion & { kind: string };

const lockUndo = defineStatement<UndoRow>('investigations/undo-lock');
const restore = defineInvestigationStatement('undo-restore');
const forget = defineStatement('investigations/undo-forget');
const prune = defineStatement<{ count: number }>('investigations/undo-prune');

/**
 * Makes the cases of one's own change what they were before it, whoever's replica made the change. A
 * case that was changed since is left alone and reported. An undo is not undone: do it again instead.
 *
 * @throws {NothingToUndo}
 */
export async function undoWork(ctx: Worker, token: string): Promise<Undoing> {
  if (!validate(token)) throw new NothingToUndo();
  const { company, actor } = ctx;
  const undoing = await inTransaction(ctx.pg, async (transaction) => {
    const left = await lockUndo(transaction, [company.id, token, actor.id, ctx.now()]);
    const [first] = left;
    if (!first) throw new NothingToUndo();
    const restored = await restore(transaction, [company.id, token]);
    await forget(transaction, [company.id, token]);
    await tellOf(transaction, company.id, actor, restored, first.kind);
    const done = new Set(restored.map(({ id }) => id));
    const refused = await conflictsOf(
      transaction,
      company.id,
      left.filter(({ id }) => !done.has(id)),
    );
    return { restored, refused };
  });
  ctx.cache.invalidate(company.id, { told: undoing.restored });
  ctx.eventsAppended();
  return undoing;
}

/**
 * Forgets what can be undone no longer and who is looking no longer.
 *
 * @returns how many rows
 */
export async function pruneWork({
  pg,
  company,
  now,
}: Pick<CompanyContext, 'pg' | 'company' | 'now'>): Promise<number> {
  const at = now();
  const [row] = await prune(pg, [company.id, at, new Date(at.getTime() - PRESENT_MS)]);
  return row!.count; // a sum has one row
}

function tellOf(
  transaction: Queryable,
  companyId: number,
  actor: Actor,
  restored: readonly Investigation[],
  undid: string,
): Promise<void> {
  return appendEvents(
    transaction,
    restored.map((investigation) => ({
      companyId,
      kind: 'investigation.undone',
      entityId: investigation.id,
      actor,
      payload: { ...investigation, change: { note: null, reasonCode: null, undid } },
    })),
  );
}

async function conflictsOf(
  transaction: Queryable,
  companyId: number,
  left: readonly SeenVersion[],
): Promise<VersionConflict[]> {
  if (left.length === 0) return [];
  const cases = await lockCases(transaction, [companyId, left.map(({ id }) => id)]);
  const since = await readSince(transaction, companyId, left);
  return cases.map((current) => new VersionConflict(current, since.get(current.id) ?? []));
}
