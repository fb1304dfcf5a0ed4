import type { QueueFilter as ApiFilter, NamedViewFragment } from '#lib/graphql/generated.ts';
import { fromApiFilter } from '#lib/investigations/queue-filter.ts';
import { queueHref } from '#lib/investigations/queue-view.ts';

/** The address of the queue as a saved view shows it. */
export function viewHref(view: NamedViewFragment, timeZone: string): string {
  const { preset, filter, sort, groupBy } = view;
  // The API keeps the filter as it took it.
  const chosen = fromApiFilter(filter as ApiFilter, timeZone);
  return queueHref({ preset, filter: chosen, sort, ...(groupBy && { groupBy }) });
}
