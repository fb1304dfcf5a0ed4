import type { Investigation } from './investigation.ts';
import type { InvestigationChange } from './timeline.ts';
import type { Change } from './work-change.ts';

/** Something that happened to a case after the caller had read it. */
export interface Happening {
  change: InvestigationChange;
  actorId: string | null;
  /** Whom it was given to. */
  assigneeId: string | null;
}

/** Who acts; null is nobody in particular, and never the one who acted before. */
type ActorId = string | null;

const MERGES = 'MERGES';
const COLLIDES = 'COLLIDES';
/** Collides unless it was given to the caller, whose it then is to work on. */
const COLLIDES_IF_OTHERS = 'COLLIDES_IF_OTHERS';
type Rule = typeof MERGES | typeof COLLIDES | typeof COLLIDES_IF_OTHERS;

const HARMLESS = { OPENED: MERGES, CLAIMED: MERGES, NOTED: MERGES } as const;
const CLOSED = { RESOLVED: COLLIDES, UNRESOLVED: COLLIDES } as const;

/**
 * Whether a change still means what its caller meant, after what somebody else did meanwhile.
 *
 * What was decided collides with another decision about the same: a status with a status, a person with
 * a person, a sleep with a sleep; and nobody closes or hides a case that somebody has just taken on.
 * What was only added merges: notes are lines of the timeline, and what a robot adds is about the file.
 */
const RULES: Record<Change['kind'], Record<InvestigationChange, Rule>> = {
  RESOLVE: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: COLLIDES,
    ASSIGNED: COLLIDES_IF_OTHERS,
    UNASSIGNED: MERGES,
    SNOOZED: MERGES,
    WOKEN: MERGES,
    UNDONE: COLLIDES,
  },
  REOPEN: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: COLLIDES,
    ASSIGNED: MERGES,
    UNASSIGNED: MERGES,
    SNOOZED: MERGES,
    WOKEN: MERGES,
    UNDONE: COLLIDES,
  },
  NOTE: {
    ...HARMLESS,
    RESOLVED: MERGES,
    UNRESOLVED: MERGES,
    REOPENED: MERGES,
    ASSIGNED: MERGES,
    UNASSIGNED: MERGES,
    SNOOZED: MERGES,
    WOKEN: MERGES,
    UNDONE: MERGES,
  },
  ASSIGN: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: MERGES,
    ASSIGNED: COLLIDES,
    UNASSIGNED: COLLIDES,
    SNOOZED: MERGES,
    WOKEN: MERGES,
    UNDONE: COLLIDES,
  },
  // Who takes a case asks for it as it is: nobody has it, or somebody does and is named.
  CLAIM: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: MERGES,
    ASSIGNED: MERGES,
    UNASSIGNED: MERGES,
    SNOOZED: MERGES,
    WOKEN: MERGES,
    UNDONE: MERGES,
  },
  SNOOZE: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: MERGES,
    ASSIGNED: COLLIDES_IF_OTHERS,
    UNASSIGNED: MERGES,
    SNOOZED: COLLIDES,
    WOKEN: COLLIDES,
    UNDONE: COLLIDES,
  },
  WAKE: {
    ...HARMLESS,
    ...CLOSED,
    REOPENED: MERGES,
    ASSIGNED: MERGES,
    UNASSIGNED: MERGES,
    SNOOZED: COLLIDES,
    WOKEN: MERGES,
    UNDONE: COLLIDES,
  },
};

/** Whether the change must not be made after this. One's own earlier changes are known to oneself. */
export function collides(kind: Change['kind'], happening: Happening, caller: ActorId): boolean {
  if (caller !== null && happening.actorId === caller) return false;
  const rule = RULES[kind][happening.change];
  return rule === COLLIDES || (rule === COLLIDES_IF_OTHERS && happening.assigneeId !== caller);
}

export type Verdict = 'APPLIES' | 'NOTHING_TO_DO' | 'COLLIDES' | 'WRONG_STATUS' | 'TAKEN';

/** The case as it is, and what is known of the time since the caller read it. */
export interface Situation {
  current: Investigation;
  /** The version the caller saw. */
  seenVersion: number;
  /** All that happened since, oldest first. */
  since: readonly Happening[];
}

/**
 * Whether a change can be made, and if not, why. A log that does not account for every version since
 * the caller's gives no leave to merge, and neither does a version that never was.
 */
export function judge(situation: Situation, change: Change, caller: ActorId): Verdict {
  const { current, seenVersion, since } = situation;
  const isAccountedFor = since.length === current.version - seenVersion;
  if (!isAccountedFor || since.some((happening) => collides(change.kind, happening, caller))) {
    return 'COLLIDES';
  }
  return verdictOn(current, change);
}

function verdictOn(current: Investigation, change: Change): Verdict {
  const isOpen = current.status === 'OPEN';
  switch (change.kind) {
    case 'RESOLVE':
    case 'SNOOZE':
      return isOpen ? 'APPLIES' : 'WRONG_STATUS';
    case 'REOPEN':
      return isOpen ? 'WRONG_STATUS' : 'APPLIES';
    case 'NOTE':
      return 'APPLIES';
    case 'ASSIGN':
      return isHeldBy(current, change.assignee?.id ?? null) ? 'NOTHING_TO_DO' : 'APPLIES';
    case 'CLAIM':
      if (!isOpen) return 'WRONG_STATUS';
      if (isHeldBy(current, change.assignee.id)) return 'NOTHING_TO_DO';
      return isHeldBy(current, null) ? 'APPLIES' : 'TAKEN';
    case 'WAKE':
      return isAsleep(current) ? 'APPLIES' : 'NOTHING_TO_DO';
  }
}

const isHeldBy = ({ assigneeId }: Investigation, id: string | null) => assigneeId === id;
const isAsleep = ({ snoozedUntil, awaitsSuccess }: Investigation) =>
  snoozedUntil !== null || awaitsSuccess;
