import { DomainError } from '../core/errors.ts';
import type { Investigation } from './investigation.ts';
import type { TimelineEntry } from './timeline.ts';
import type { Person } from './work-change.ts';

const SHOWN_ID = 64; // of an id that is none, which may be of any length

export class InvestigationNotFound extends DomainError {
  readonly id: string;

  constructor(id: string) {
    super(
      'INVESTIGATION_NOT_FOUND',
      `There is no investigation ${id.slice(0, SHOWN_ID)}; take its id from the queue.`,
    );
    this.id = id.slice(0, SHOWN_ID);
  }
}

/** Somebody changed the investigation after the caller had read it, in a way that does not merge. */
export class VersionConflict extends DomainError {
  readonly current: Investigation;
  /** What happened since the caller's version, oldest first. */
  readonly since: readonly TimelineEntry[];

  constructor(current: Investigation, since: readonly TimelineEntry[]) {
    super(
      'VERSION_CONFLICT',
      `Investigation ${current.id} was changed meanwhile${byWhom(since.at(-1)?.actor ?? null)} and is ` +
        `at version ${current.version}. Look at it as it is now and decide again.`,
    );
    this.current = current;
    this.since = since;
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
        : `Investigation ${current.id} is closed already${byWhom(current.investigator)}; reopen it first.`,
    );
    this.current = current;
  }
}

/** Who has a case, and since when; null where the log does not say. */
export interface Holder extends Person {
  since: Date | null;
}

/** Somebody else has the case. */
export class AlreadyClaimed extends DomainError {
  readonly current: Investigation;
  readonly holder: Holder;

  constructor(current: Investigation, holder: Holder) {
    super(
      'ALREADY_CLAIMED',
      `${holder.name} has investigation ${current.id} already. Assign it to yourself if you have agreed on it.`,
    );
    this.current = current;
    this.holder = holder;
  }
}

/** Why a change was not made. */
export type Refusal = InvestigationNotFound | VersionConflict | WrongStatus | AlreadyClaimed;

function byWhom(name: string | null): string {
  return name === null ? '' : ` by ${name}`;
}
