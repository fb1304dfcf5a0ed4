import { z } from 'zod';
import { parseInput } from '../core/errors.ts';
import type { ReasonCode } from '../core/generated/prisma/client.ts';
import { callerAsPerson, findMember } from './assign.ts';
import type { Investigation } from './investigation.ts';
import { endOfSnooze, type SnoozeInput } from './snooze.ts';
import { faultOfText } from './text.ts';
import { applyChange, type SeenVersion, type Worker } from './work-apply.ts';
import type { Change, Resolution } from './work-change.ts';

const MAX_NOTE = 10_000;

/** How a case is to be closed. */
export interface ResolutionInput {
  resolution: Resolution;
  note?: string | null | undefined;
  reasonCode?: ReasonCode | null | undefined;
}

export type ResolveInput = SeenVersion & ResolutionInput;

const note = z.string().superRefine((text, ctx) => {
  const fault = faultOfText(text, MAX_NOTE);
  if (fault) ctx.addIssue({ code: 'custom', message: fault });
});
const noteOfResolution = z.object({ note: note.nullish() });
const noteOfItsOwn = z.object({
  note: note.refine((text) => text.trim() !== '', 'Is blank; write what you found out.'),
});

/**
 * Closes a case. A blank note counts as none; without one, the note it has stays.
 *
 * @throws {InvalidInput}
 */
export function resolution(input: ResolutionInput): Change {
  const parsed = parseInput(noteOfResolution, { note: input.note });
  return {
    kind: 'RESOLVE',
    resolution: input.resolution,
    note: parsed.note?.trim() || null,
    reasonCode: input.reasonCode ?? null,
  };
}

/**
 * Writes a note; the status stays what it is.
 *
 * @throws {InvalidInput}
 */
export function noteOf(text: string): Change {
  return { kind: 'NOTE', note: parseInput(noteOfItsOwn, { note: text }).note.trim() };
}

/**
 * Gives a case to a person of the company, or to nobody.
 *
 * @throws {PersonNotFound}
 */
export async function assignment(ctx: Worker, personId: string | null): Promise<Change> {
  return { kind: 'ASSIGN', assignee: personId === null ? null : await findMember(ctx, personId) };
}

/**
 * Gives a case to the caller if nobody has it.
 *
 * @throws {OnlyForPeople}
 */
export async function claim(ctx: Worker): Promise<Change> {
  return { kind: 'CLAIM', assignee: await callerAsPerson(ctx) };
}

/**
 * Puts a case to sleep: it leaves the queue until its end comes.
 *
 * @throws {InvalidInput}
 */
export function snooze(ctx: Worker, input: SnoozeInput): Change {
  return { kind: 'SNOOZE', until: endOfSnooze(input, ctx.now(), ctx.company.timeZone) };
}

/**
 * Makes a change of one case.
 *
 * @returns the case after it, with the token that undoes it; without one if it was so already
 * @throws {InvestigationNotFound} {VersionConflict} {WrongStatus} {AlreadyClaimed}
 */
export async function workOn(
  ctx: Worker,
  { id, version }: SeenVersion,
  change: Change,
): Promise<Investigation> {
  const work = await applyChange(ctx, [{ id, version }], change);
  const [refusal] = work.refused;
  if (refusal) throw refusal;
  const investigation = (work.changed[0] ?? work.unchanged[0])!; // it was one of the three
  return { ...investigation, undoToken: work.undoToken };
}

/** @throws {InvalidInput} {InvestigationNotFound} {VersionConflict} {WrongStatus} */
export async function resolveInvestigation(
  ctx: Worker,
  input: ResolveInput,
): Promise<Investigation> {
  return workOn(ctx, input, resolution(input));
}

/** @throws {InvestigationNotFound} {VersionConflict} {WrongStatus} */
export async function reopenInvestigation(ctx: Worker, seen: SeenVersion): Promise<Investigation> {
  return workOn(ctx, seen, { kind: 'REOPEN' });
}

/** @throws {InvalidInput} {InvestigationNotFound} {VersionConflict} */
export async function addNote(
  ctx: Worker,
  { note: text, ...seen }: SeenVersion & { note: string },
): Promise<Investigation> {
  return workOn(ctx, seen, noteOf(text));
}
