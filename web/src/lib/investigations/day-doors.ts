import type { Day } from '../ui/business-time.ts';
import type { QueueFilter } from './queue-filter.ts';
import { investigationsHref, queueHref } from './queue-view.ts';

/*
 * Where the numbers of the dashboard lead: each list has as many rows as its number says. So they do
 * not lead to the ready-made views of the queue, which leave out what sleeps.
 */

/** All failures of the day, whatever became of them. */
export function failuresHref(day: Day, filter: QueueFilter = {}): string {
  return investigationsHref({ ...filter, day });
}

/** Those that nobody has closed yet, where they can be worked on. */
export function stillOpenHref(day: Day, filter: QueueFilter = {}): string {
  return queueHref({ preset: 'EVERYTHING', filter: { ...filter, day, status: 'OPEN' } });
}

/** A group for each supplier with a failure on the day. */
export function suppliersHitHref(day: Day): string {
  return queueHref({ preset: 'EVERYTHING', filter: { day }, groupBy: ['SUPPLIER'] });
}
