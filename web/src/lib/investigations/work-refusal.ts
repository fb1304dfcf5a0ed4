import type { QueueRowFragment, WorkRefusedFragment } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { CHANGES } from './words.ts';
import type { Change } from './work-change.ts';

/** Why one case was not changed, and what the reader wanted of it. */
export interface Refusal {
  id: string;
  /** A sentence: who did what instead. */
  why: string;
  /** When they did; an instant, ISO 8601. */
  at: string | undefined;
  change: Change;
}

/** The case as it is now; undefined when there is none any more. */
export function currentOf(refused: WorkRefusedFragment): QueueRowFragment | undefined {
  return 'current' in refused ? refused.current : undefined;
}

/** Who did what, so that the change did not go through. */
export function toRefusal(refused: WorkRefusedFragment, change: Change): Refusal {
  const current = currentOf(refused);
  const id = refused.__typename === 'InvestigationNotFound' ? refused.id : (current?.id ?? '');
  const last = refused.__typename === 'VersionConflict' ? refused.since.at(-1) : undefined;
  const why = last
    ? m.refused_who_did({ who: last.actor, did: CHANGES[last.kind]() })
    : whyOf(refused, current);
  return { id, why, at: last?.at ?? current?.investigatedAt ?? undefined, change };
}

function whyOf({ __typename }: WorkRefusedFragment, current: QueueRowFragment | undefined): string {
  const who = current?.investigator ?? m.somebody();
  if (!current) return m.refused_gone();
  if (__typename === 'AlreadyClaimed') {
    return m.refused_taken({ who: current.assignee?.name ?? m.somebody() });
  }
  const did = {
    OPEN: CHANGES.REOPENED,
    RESOLVED: CHANGES.RESOLVED,
    UNRESOLVED: CHANGES.UNRESOLVED,
  };
  return m.refused_who_did({ who, did: did[current.status]() });
}
