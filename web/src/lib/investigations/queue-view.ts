import type { InvestigationFilter, QueuePreset } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { addDays, businessDay, dayBounds, isDay, type Day } from '../ui/business-time.ts';

export interface QueueFilter {
  errorId?: number;
  supplierId?: number;
  stage?: string;
  /** One business day of eventAt. */
  day?: Day;
}

/** Which part of the queue is shown: all of it lives in the address. */
export interface QueueView {
  preset: QueuePreset;
  filter: QueueFilter;
}

/** The parameters of an address, also the read-only ones of a page. */
type Params = Pick<URLSearchParams, 'get'>;

export const PRESETS = {
  ALL_OPEN: m.view_all_open,
  TODAY: m.view_today,
  YESTERDAY: m.view_yesterday,
  OLDER_THAN_A_DAY: m.view_older,
} satisfies Partial<Record<QueuePreset, () => string>>;

/** Reads a view from an address; what is not understood is left out. */
export function readQueueView(params: Params): QueueView {
  const preset = params.get('preset');
  return {
    preset: preset && preset in PRESETS ? (preset as QueuePreset) : 'ALL_OPEN',
    filter: readFilter(params),
  };
}

export function readFilter(params: Params): QueueFilter {
  const errorId = wholeNumber(params.get('error'));
  const supplierId = wholeNumber(params.get('supplier'));
  const stage = params.get('stage');
  const day = params.get('day');
  return {
    ...(errorId !== undefined && { errorId }),
    ...(supplierId !== undefined && { supplierId }),
    ...(stage && { stage }),
    ...(day && isDay(day) && { day }),
  };
}

/** The address of a view; `caseId` opens a case beside the list. */
export function queueHref({ preset, filter }: QueueView, caseId?: string): string {
  const params = filterParams(filter);
  if (preset !== 'ALL_OPEN') params.set('preset', preset);
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

export function isFiltered(filter: QueueFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** The filter as the API takes it. */
export function toApiFilter(filter: QueueFilter, timeZone: string): InvestigationFilter {
  const { day, ...rest } = filter;
  if (!day) return rest;
  const { from, to } = dayBounds(day, timeZone);
  return { ...rest, from: from.toISOString(), to: to.toISOString() };
}

/** Whether a case that was just opened belongs to the view, by the rules of the server. */
export function belongsTo(
  { preset, filter }: QueueView,
  row: { eventAt: string; errorId: number; supplierId: number; stage: string },
  { today, timeZone }: { today: Day; timeZone: string },
): boolean {
  const day = businessDay(Date.parse(row.eventAt), timeZone);
  const yesterday = addDays(today, -1);
  const inPresets: Partial<Record<QueuePreset, boolean>> = {
    ALL_OPEN: true,
    TODAY: day === today,
    YESTERDAY: day === yesterday,
    OLDER_THAN_A_DAY: day < yesterday,
  };
  return (
    inPresets[preset] === true &&
    (filter.errorId === undefined || filter.errorId === row.errorId) &&
    (filter.supplierId === undefined || filter.supplierId === row.supplierId) &&
    (filter.stage === undefined || filter.stage === row.stage) &&
    (filter.day === undefined || filter.day === day)
  );
}

function filterParams(filter: QueueFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.day) params.set('day', filter.day);
  if (filter.errorId !== undefined) params.set('error', String(filter.errorId));
  if (filter.supplierId !== undefined) params.set('supplier', String(filter.supplierId));
  if (filter.stage) params.set('stage', filter.stage);
  return params;
}

function withParams(path: string, params: URLSearchParams): string {
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

function wholeNumber(text: string | null): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
