import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { ReasonCode } from '../core/generated/prisma/client.ts';
import { inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents, type EventKind } from '../events/append.ts';
import { findInvestigation, isInvestigationId } from './find-investigation.ts';
import { defineInvestigationStatement, type Investigation } from './investigation.ts';
import { faultOfText } from './text.ts';

const MAX_NOTE = 10_000;
const SHOWN_ID = 64; // of an id that is none, which may be of any length

export class InvestigationNotFound extends DomainError {
  constructor(id: string) {
    super(
      'INVESTIGATION_NOT_FOUND',
      `There is no investigation ${id.slice(0, SHOWN_ID)}; take its id from the queue.`,
    );
  }
}

/** Somebody changed the investigation after the caller had read it. */
export class VersionConflict extends DomainError {
  readonly current: Investigation;

  constructor(current: Investigation) {
    super(
      'VERSION_CONFLICT',
      `Investigation ${current.id} was changed meanwhile${by(current)} and is at version ` +
        `${current.version}. Look at it as it is now and decide again.`,
    );
    this.current = current;
  }
}

/** What is closed cannot be closed again, nor what is open be opened. */
export class WrongStatus extends DomainError {
  readonly current: Investigation;

  constructor(current: Investigation) {
    super(
      'WRONG_STATUS',
      current.status === 'OPEN'
        ? `Investigation ${current.id} is open already; there is nothing to do.`
        : `Investigation ${current.id} is closed already${by(current)}; reopen it first.`,
    );
    this.current = current;
  }
}

function by({ investigator }: Investigation): string {
  return investigator === null ? '' : ` by ${investigator}`;
}

/** How a case is closed: with its cause mended, or given up. */
export type Resolution = 'RESOLVED' | 'UNRESOLVED';

export interface ResolveInput {
  id: string;
  /** The version the caller saw. */
  version: number;
  resolution: Resolution;
  note?: string | null | undefined;
  reasonCode?: ReasonCode | null | undefined;
}

type Worker = Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'now' | 'cache' | 'eventsAppended'>;

const note = z.string().superRefine((text, ctx) => {
  const fault = faultOfText(text, MAX_NOTE);
  if (fault) ctx.addIssue({ code: 'custom', message: fault });
});
const noteOfResolution = z.object({ note: note.nullish() });
const noteOfItsOwn = z.object({
  note: note.refine((text) => text.trim() !== '', 'Is blank; write what you found out.'),
});

const resolveOpen = defineInvestigationStatement('resolve');
const reopenClosed = defineInvestigationStatement('reopen');
const writeNote = defineInvestigationStatement('add-note');

/**
 * Closes an open case. A blank note counts as none; without one, the note it has stays.
 *
 * @throws {InvalidInput} {InvestigationNotFound} {VersionConflict} {WrongStatus}
 */
export async function resolveInvestigation(
  ctx: Worker,
  input: ResolveInput,
): Promise<Investigation> {
  const parsed = parseInput(noteOfResolution, { note: input.note });
  const change = { note: parsed.note?.trim() || null, reasonCode: input.reasonCode ?? null };
  const kind =
    `investigation.${input.resolution === 'RESOLVED' ? 'resolved' : 'unresolved'}` as const;
  return apply(ctx, input, { kind, ...change }, (transaction, values) =>
    resolveOpen(transaction, [...values, input.resolution, change.note, change.reasonCode]),
  );
}

/**
 * Opens a closed case again; its note stays.
 *
 * @throws {InvestigationNotFound} {VersionConflict} {WrongStatus}
 */
export async function reopenInvestigation(ctx: Worker, seen: SeenVersion): Promise<Investigation> {
  const change = { kind: 'investigation.reopened', note: null, reasonCode: null } as const;
  return apply(ctx, seen, change, reopenClosed);
}

/**
 * Writes a note; the status stays what it is.
 *
 * @throws {InvalidInput} {InvestigationNotFound} {VersionConflict}
 */
export async function addNote(
  ctx: Worker,
  { note: text, ...seen }: SeenVersion & { note: string },
): Promise<Investigation> {
  const parsed = parseInput(noteOfItsOwn, { note: text });
  const change = {
    kind: 'investigation.noted',
    note: parsed.note.trim(),
    reasonCode: null,
  } as const;
  return apply(ctx, seen, change, (transaction, values) =>
    writeNote(transaction, [...values, change.note]),
  );
}

/** The case to change, and the version of it the caller saw. */
export interface SeenVersion {
  id: string;
  version: number;
}

interface Change {
  kind: EventKind;
  note: string | null;
  reasonCode: ReasonCode | null;
}

/** Updates the case if it is what the caller saw, and tells of it in the same transaction. */
async function apply(
  ctx: Worker,
  { id, version }: SeenVersion,
  { kind, ...change }: Change,
  update: (transaction: Queryable, values: unknown[]) => Promise<Investigation[]>,
): Promise<Investigation> {
  if (!isInvestigationId(id)) throw new InvestigationNotFound(id);
  const companyId = ctx.company.id;
  const changed = await inTransaction(ctx.pg, async (transaction) => {
    const values = [companyId, id, version, ctx.actor.name, ctx.now()];
    const [investigation] = await update(transaction, values);
    if (!investigation) throw await refusal(transaction, companyId, { id, version });
    const payload = { ...investigation, change };
    const entityId = investigation.id; // not the caller's, which may be in capitals
    await appendEvents(transaction, [{ companyId, kind, entityId, actor: ctx.actor, payload }]);
    return investigation;
  });
  ctx.cache.invalidate(companyId);
  ctx.eventsAppended();
  return changed;
}

/** Why the update found nothing to change. */
async function refusal(
  transaction: Queryable,
  companyId: number,
  { id, version }: SeenVersion,
): Promise<DomainError> {
  const current = await findInvestigation(transaction, companyId, id);
  if (!current) return new InvestigationNotFound(id);
  return current.version === version ? new WrongStatus(current) : new VersionConflict(current);
}
