import { EVENT_KINDS, type EventKind } from './append.ts';
import type { EventFilter } from './event-filter.ts';
import type { LoggedEvent } from './log.ts';

/** What decides how much of the log somebody sees. */
export interface EventRights {
  mayAdminister: boolean;
  maySeeHealth: boolean;
}

// The rest tells of people, what they download, keys and settings; a new kind does so until it is said here that it does not.
const FOR_ALL = ['investigation', 'supplier', 'error_guide', 'job'];
const KINDS_FOR_ALL = EVENT_KINDS.filter((kind) => FOR_ALL.includes(kind.split('.')[0]!)); // a split has a first part

/** The kinds of events that somebody with these rights may see. */
export function kindsVisibleTo({ mayAdminister }: EventRights): readonly EventKind[] {
  return mayAdminister ? EVENT_KINDS : KINDS_FOR_ALL;
}

/** The filter, narrowed to the kinds that somebody with these rights may see. */
export function visibleOf(rights: EventRights, filter: EventFilter): EventFilter {
  if (rights.mayAdminister) return filter;
  const visible = kindsVisibleTo(rights);
  const kinds = filter.kinds ? visible.filter((kind) => filter.kinds?.includes(kind)) : visible;
  return { ...filter, kinds };
}

/** What the event says to somebody with these rights. */
export function payloadFor(
  { maySeeHealth }: EventRights,
  { kind, payload }: LoggedEvent,
): LoggedEvent['payload'] {
  if (maySeeHealth || kind !== 'job.finished') return payload;
  const { error: _, ...rest } = payload;
  return rest;
}
