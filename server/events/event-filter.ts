import type { EventKind } from './append.ts';
import type { LoggedEvent } from './log.ts';

/** Which events a reader wants. A list that is absent asks for everything; one that is empty, for nothing. */
export interface EventFilter {
  kinds?: readonly EventKind[] | null | undefined;
  supplierIds?: readonly number[] | null | undefined;
  stages?: readonly string[] | null | undefined;
  errorIds?: readonly number[] | null | undefined;
}

/** Whether the event is one the filter asks for; an event without the property does not fit a list of it. */
export function fitsFilter({ kind, payload }: LoggedEvent, filter: EventFilter): boolean {
  return (
    isListed(kind, filter.kinds) &&
    isListed(payload['supplierId'], filter.supplierIds) &&
    isListed(payload['stage'], filter.stages) &&
    isListed(payload['errorId'], filter.errorIds)
  );
}

function isListed(value: unknown, list: readonly unknown[] | null | undefined): boolean {
  return list === null || list === undefined || list.includes(value);
}
