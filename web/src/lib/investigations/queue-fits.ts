import type { QueueRowFragment } from '#lib/graphql/generated.ts';
import { addDays, businessDay, type Day } from '../ui/business-time.ts';
import type { QueueFilter } from './queue-filter.ts';
import type { QueueView } from './queue-view.ts';

const DAY_MS = 24 * 60 * 60_000;

/** As much of a case as decides which views it is in. */
export type Fitting = Pick<
  QueueRowFragment,
  | 'eventAt'
  | 'errorId'
  | 'errorText'
  | 'supplierId'
  | 'supplier'
  | 'stage'
  | 'filePath'
  | 'status'
  | 'assignee'
  | 'reasonCode'
  | 'snoozedUntil'
  | 'awaitsSuccess'
>;

export interface Asker {
  /** The reader's id. */
  me: string | undefined;
  today: Day;
  timeZone: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Whether a case belongs to the view, by the rules of the server; undefined where only it can tell. */
export function fits(view: QueueView, row: Fitting, asker: Asker): boolean | undefined {
  if (!fitsPreset(view, row, asker) || !fitsFilter(view.filter, row, asker)) return false;
  return view.filter.bucket ? undefined : true; // a case does not tell its supplier's bucket
}

export function isAsleep(
  { snoozedUntil, awaitsSuccess }: Pick<Fitting, 'snoozedUntil' | 'awaitsSuccess'>,
  now: number,
): boolean {
  return awaitsSuccess || (snoozedUntil !== null && Date.parse(snoozedUntil) > now);
}

function fitsPreset({ preset }: QueueView, row: Fitting, { me, today, timeZone, now }: Asker) {
  if (preset === 'EVERYTHING') return true;
  if (row.status !== 'OPEN' || isAsleep(row, now) !== (preset === 'SNOOZED')) return false;
  const day = businessDay(Date.parse(row.eventAt), timeZone);
  switch (preset) {
    case 'TODAY':
      return day === today;
    case 'YESTERDAY':
      return day === addDays(today, -1);
    case 'OLDER_THAN_A_DAY':
      return Date.parse(row.eventAt) < now - DAY_MS;
    case 'MINE':
      return row.assignee !== null && row.assignee.id === me;
    case 'UNASSIGNED':
      return row.assignee === null;
    default:
      return true;
  }
}

function fitsFilter(filter: QueueFilter, row: Fitting, { me, timeZone }: Asker): boolean {
  const day = businessDay(Date.parse(row.eventAt), timeZone);
  const { from = filter.day, to = filter.day } = filter;
  return (
    isOrAny(filter.errorId, row.errorId) &&
    isOrAny(filter.supplierId, row.supplierId) &&
    isOrAny(filter.stage, row.stage) &&
    isOrAny(filter.status, row.status) &&
    isOrAny(filter.reason, row.reasonCode) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    fitsAssignee(filter.assignee, row.assignee?.id, me) &&
    hasText(filter.text, row)
  );
}

function isOrAny<Value>(wanted: Value | undefined, value: Value | null): boolean {
  return wanted === undefined || wanted === value;
}

function fitsAssignee(wanted: string | undefined, assignee: string | undefined, me?: string) {
  if (wanted === undefined) return true;
  if (wanted === 'nobody') return assignee === undefined;
  return assignee !== undefined && assignee === (wanted === 'me' ? me : wanted);
}

function hasText(text: string | undefined, row: Fitting): boolean {
  const part = text?.trim().toLowerCase();
  if (!part) return true;
  const places = [row.errorText, row.filePath, row.supplier.name];
  const isIn = (place: string | null) => place?.toLowerCase().includes(part);
  return String(row.supplierId).startsWith(part) || places.some(isIn);
}
