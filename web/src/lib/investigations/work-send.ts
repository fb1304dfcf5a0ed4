import { request, RequestFailed } from '#lib/graphql/client.ts';
import {
  AssignCasesDocument,
  ClaimCasesDocument,
  CloseCasesDocument,
  NoteCasesDocument,
  ReopenCasesDocument,
  SnoozeCasesDocument,
  UndoWorkDocument,
  WakeCasesDocument,
  type InvestigationSelectionInput,
  type QueueRowFragment,
  type WorkRefusedFragment,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Change } from './work-change.ts';

/** What became of a change. */
export interface Done {
  changed: number;
  /** The changed cases as they are now; none when the change was of all that match. */
  rows: QueueRowFragment[];
  refused: WorkRefusedFragment[];
  /** Takes the change back within 30 seconds; null when nothing changed. */
  undoToken: string | null;
}

type Outcome =
  | {
      __typename: 'WorkPayload';
      changed: number;
      undoToken: string | null;
      investigations?: QueueRowFragment[];
      refused: WorkRefusedFragment[];
    }
  | { __typename: string; message: string };

/** What the server says in English, in the reader's language. */
const REFUSALS: Partial<Record<string, () => string>> = {
  InvalidInput: m.not_taken,
  MoreThanShown: m.refused_more_than_shown,
  TooManyInvestigations: m.refused_too_many,
  NothingToUndo: m.refused_nothing_to_undo,
  OnlyForPeople: m.refused_only_for_people,
  PersonNotFound: m.refused_person_not_found,
};

/**
 * Makes a change of many cases at once.
 *
 * @throws {RequestFailed} when none of it was done
 */
export async function send(change: Change, which: InvestigationSelectionInput): Promise<Done> {
  const { outcome } = await ask(change, { which, tell: !which.matching });
  if (!isDone(outcome)) throw refusal(outcome);
  const { changed, undoToken, refused, investigations = [] } = outcome;
  return { changed, undoToken, refused, rows: investigations };
}

/**
 * Takes a change back.
 *
 * @param tell whether to be told of each case
 * @throws {RequestFailed} when that cannot be done, or no longer
 */
export async function undo(token: string, tell: boolean): Promise<Done> {
  const { outcome } = await request(UndoWorkDocument, { token, tell });
  if (outcome.__typename !== 'UndoWorkPayload') throw refusal(outcome);
  const { restored, refused, investigations = [] } = outcome;
  return { changed: restored, undoToken: null, refused, rows: investigations };
}

function ask(
  change: Change,
  scope: { which: InvestigationSelectionInput; tell: boolean },
): Promise<{ outcome: Outcome }> {
  switch (change.kind) {
    case 'CLOSE': {
      const { resolution, note, reasonCode } = change;
      return request(CloseCasesDocument, { ...scope, resolution, note: note || null, reasonCode });
    }
    case 'REOPEN':
      return request(ReopenCasesDocument, scope);
    case 'NOTE':
      return request(NoteCasesDocument, { ...scope, note: change.note });
    case 'CLAIM':
      return request(ClaimCasesDocument, scope);
    case 'ASSIGN':
      return request(AssignCasesDocument, { ...scope, assigneeId: change.assignee?.id ?? null });
    case 'SNOOZE':
      return request(SnoozeCasesDocument, { ...scope, until: change.until });
    case 'WAKE':
      return request(WakeCasesDocument, scope);
  }
}

function isDone(outcome: Outcome): outcome is Extract<Outcome, { __typename: 'WorkPayload' }> {
  return outcome.__typename === 'WorkPayload';
}

function refusal(outcome: { __typename: string; message?: string }): RequestFailed {
  const inWords = REFUSALS[outcome.__typename]?.();
  return new RequestFailed(inWords ?? outcome.message ?? outcome.__typename, outcome.__typename);
}
