import type {
  InvestigationGrouping,
  InvestigationSort,
  QueuePreset,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { addDays, type Day } from '../ui/business-time.ts';
import { filterParams, readFilter, type Params, type QueueFilter } from './queue-filter.ts';

/** Which part of the queue is shown, and how: all of it lives in the address. */
export interface QueueView {
  preset: QueuePreset;
  filter: QueueFilter;
  /** Newest failure first when absent. */
  sort?: InvestigationSort;
  /** One or two keys; not grouped when absent. */
  groupBy?: InvestigationGrouping[];
}

export const PRESETS = {
  ALL_OPEN: m.view_all_open,
  TODAY: m.view_today,
  YESTERDAY: m.view_yesterday,
  MINE: m.view_mine,
  UNASSIGNED: m.view_unassigned,
  OLDER_THAN_A_DAY: m.view_older,
  SNOOZED: m.view_snoozed,
  EVERYTHING: m.view_everything,
} satisfies Record<QueuePreset, () => string>;

export const SORTS = {
  NEWEST: m.sort_newest,
  OLDEST: m.sort_oldest,
  LONGEST_OPEN: m.sort_longest_open,
  SUPPLIER: m.sort_supplier,
  ERROR: m.sort_error,
  MOST_HIT_SUPPLIER: m.sort_most_hit,
} satisfies Record<InvestigationSort, () => string>;

const GROUPINGS = ['ERROR', 'SUPPLIER', 'STAGE'] as const satisfies InvestigationGrouping[];
const MOST_GROUPINGS = 2;

/** Reads a view from an address; what is not understood is left out. */
export function readQueueView(params: Params): QueueView {
  const preset = params.get('preset');
  const sort = params.get('sort');
  const groupBy = readGroupBy(params.get('group'));
  return {
    preset: preset && preset in PRESETS ? (preset as QueuePreset) : 'ALL_OPEN',
    filter: readFilter(params),
    ...(sort && sort in SORTS && { sort: sort as InvestigationSort }),
    ...(groupBy.length > 0 && { groupBy }),
  };
}

/** The address of a view; `caseId` opens a case beside the list. */
export function queueHref({ preset, filter, sort, groupBy }: QueueView, caseId?: string): string {
  const params = filterParams(filter);
  if (preset !== 'ALL_OPEN') params.set('preset', preset);
  if (sort && sort !== 'NEWEST') params.set('sort', sort);
  if (groupBy) params.set('group', groupBy.join('-'));
  if (caseId) params.set('case', caseId);
  return withParams('/queue', params);
}

/** The open cases of one day: a ready-made view when it has a name. */
export function dayQueueHref(day: Day, today: Day, filter: QueueFilter = {}): string {
  if (day === today) return queueHref({ preset: 'TODAY', filter });
  if (day === addDays(today, -1)) return queueHref({ preset: 'YESTERDAY', filter });
  return queueHref({ preset: 'ALL_OPEN', filter: { ...filter, day } });
}

/** The address of all investigations, open or not, that the filter describes. */
export function investigationsHref(filter: QueueFilter): string {
  return withParams('/investigations', filterParams(filter));
}

function readGroupBy(text: string | null): InvestigationGrouping[] {
  const known = GROUPINGS.filter((grouping) => text?.split('-').includes(grouping));
  const asked = text?.split('-') ?? [];
  const inOrder = known.sort((a, b) => asked.indexOf(a) - asked.indexOf(b));
  return inOrder.slice(0, MOST_GROUPINGS);
}

function withParams(path: string, params: URLSearchParams): string {
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}
