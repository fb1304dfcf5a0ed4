import type { ReasonCode } from '../core/generated/prisma/client.ts';
import type { EventKind } from '../events/append.ts';
import { ENDLESS, type Investigation } from './investigation.ts';

/** A person, as others see them. */
export interface Person {
  id: string;
  name: string;
}

/** How a case is closed: with its cause mended, or given up. */
export type Resolution = 'RESOLVED' | 'UNRESOLVED';

/** When a sleeping case is to come back: at an instant, or with its supplier's next success. */
export type SnoozeEnd = Date | 'NEXT_SUCCESS';

/** What a person does to a case. */
export type Change =
  | {
      kind: 'RESOLVE';
      resolution: Resolution;
      note: string | null;
      reasonCode: ReasonCode | null;
    }
  | { kind: 'REOPEN' }
  | { kind: 'NOTE'; note: string }
  | { kind: 'ASSIGN'; assignee: Person | null }
  | { kind: 'CLAIM'; assignee: Person }
  | { kind: 'SNOOZE'; until: SnoozeEnd }
  | { kind: 'WAKE' };

/** What people change of a case, with instants as Postgres takes them. */
export interface WorkState {
  status: Investigation['status'];
  note: string | null;
  reasonCode: ReasonCode | null;
  assigneeId: string | null;
  snoozedUntil: string | null;
}

/**
 * The case after the change. Only open cases sleep, so closing one wakes it; a closed one that is opened
 * again keeps its note, and why it had been closed is in its timeline.
 */
export function stateAfter(current: Investigation, change: Change): WorkState {
  const state = stateOf(current);
  switch (change.kind) {
    case 'RESOLVE': {
      const { resolution: status, reasonCode, note } = change;
      return { ...state, status, reasonCode, note: note ?? state.note, snoozedUntil: null };
    }
    case 'REOPEN':
      return { ...state, status: 'OPEN', reasonCode: null };
    case 'NOTE':
      return { ...state, note: change.note };
    case 'ASSIGN':
    case 'CLAIM':
      return { ...state, assigneeId: change.assignee?.id ?? null };
    case 'SNOOZE':
      return { ...state, snoozedUntil: storedEnd(change.until) };
    case 'WAKE':
      return { ...state, snoozedUntil: null };
  }
}

/** The event that tells of the change. */
export function eventKindOf(change: Change): EventKind {
  switch (change.kind) {
    case 'RESOLVE':
      return change.resolution === 'RESOLVED'
        ? 'investigation.resolved'
        : 'investigation.unresolved';
    case 'REOPEN':
      return 'investigation.reopened';
    case 'NOTE':
      return 'investigation.noted';
    case 'ASSIGN':
      return change.assignee ? 'investigation.assigned' : 'investigation.unassigned';
    case 'CLAIM':
      return 'investigation.assigned';
    case 'SNOOZE':
      return 'investigation.snoozed';
    case 'WAKE':
      return 'investigation.woken';
  }
}

/** What was said and decided with the change, as its event keeps it for the timeline. */
export function saidWith(change: Change): object {
  switch (change.kind) {
    case 'RESOLVE':
      return { note: change.note, reasonCode: change.reasonCode };
    case 'NOTE':
      return { note: change.note, reasonCode: null };
    case 'ASSIGN':
    case 'CLAIM':
      return { note: null, reasonCode: null, assignee: change.assignee };
    case 'REOPEN':
    case 'SNOOZE':
    case 'WAKE':
      return { note: null, reasonCode: null };
  }
}

function stateOf(current: Investigation): WorkState {
  const { status, note, reasonCode, assigneeId, snoozedUntil, awaitsSuccess } = current;
  const end = awaitsSuccess ? ENDLESS : snoozedUntil;
  return { status, note, reasonCode, assigneeId, snoozedUntil: end };
}

const storedEnd = (end: SnoozeEnd) => (end === 'NEXT_SUCCESS' ? ENDLESS : end.toISOString());
