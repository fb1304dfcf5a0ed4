import type {
  QueueFilter as ApiFilter,
  Bucket,
  InvestigationStatus,
  ReasonCode,
} from '#lib/graphql/generated.ts';
import {
  addDays,
  businessDay,
  dayBounds,
  hourBounds,
  isDay,
  type Day,
} from '../ui/business-time.ts';
import { REASONS, STATUS } from './words.ts';

/** What a list of cases is narrowed to. Days are business days of eventAt. */
export interface QueueFilter {
  errorId?: number;
  supplierId?: number;
  stage?: string;
  bucket?: Bucket;
  /** A part of the error, the file's path or the supplier's name, or the beginning of its number. */
  text?: string;
  day?: Day;
  /** Only of this hour of `day`, 0 to 23, as the clock of the business zone showed it. */
  hour?: number;
  /** From this day on. */
  from?: Day;
  /** Up to this day, which belongs to it. */
  to?: Day;
  status?: InvestigationStatus;
  /** `me`, `nobody`, or a person's id. */
  assignee?: string;
  reason?: ReasonCode;
}

/** The parameters of an address, also the read-only ones of a page. */
export type Params = Pick<URLSearchParams, 'get'>;

const BUCKETS = ['CONSISTENT', 'INCONSISTENT', 'DEAD', 'NEW'] as const satisfies Bucket[];

/** How each field is written in an address, in this order, and read back; undefined is not understood. */
const FIELDS: { [Field in keyof QueueFilter]-?: [string, (text: string) => QueueFilter[Field]] } = {
  day: ['day', asDay],
  hour: ['hour', asHour],
  from: ['from', asDay],
  to: ['to', asDay],
  errorId: ['error', asNumber],
  supplierId: ['supplier', asNumber],
  stage: ['stage', (text) => text],
  bucket: ['bucket', (text) => BUCKETS.find((bucket) => bucket === text)],
  text: ['text', (text) => text],
  status: ['status', (text) => keyOf(STATUS, text)],
  assignee: ['assignee', (text) => text],
  reason: ['reason', (text) => keyOf(REASONS, text)],
};

/** Reads a filter from an address; what is not understood is left out. */
export function readFilter(params: Params): QueueFilter {
  const read = Object.entries(FIELDS).map(([field, [name, parse]]) => {
    const text = params.get(name);
    return [field, text ? parse(text) : undefined] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

export function filterParams(filter: QueueFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [field, [name]] of Object.entries(FIELDS)) {
    const value = filter[field as keyof QueueFilter]; // FIELDS has the fields of a filter
    if (value !== undefined) params.set(name, String(value));
  }
  return params;
}

export function isFiltered(filter: QueueFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** The filter as the API takes it. */
export function toApiFilter(filter: QueueFilter, timeZone: string): ApiFilter {
  const { day, hour, from = day, to = day, bucket, status, assignee, reason, ...rest } = filter;
  return {
    ...rest,
    ...(from && { from: dayBounds(from, timeZone).from.toISOString() }),
    ...(to && { to: dayBounds(to, timeZone).to.toISOString() }),
    ...(day && hour !== undefined && hourRange(day, hour, timeZone)),
    ...(bucket && { buckets: [bucket] }),
    ...(status && { status: [status] }),
    ...(assignee && { assignee: toAssignees(assignee) }),
    ...(reason && { reasonCodes: [reason] }),
  };
}

/**
 * The filter that a saved view keeps as the API took it. What a page cannot show (several errors at
 * once, a part of a day) is left out.
 */
export function fromApiFilter(api: ApiFilter, timeZone: string): QueueFilter {
  const { errorId, supplierId, stage, text, from, to, buckets, status, assignee, reasonCodes } =
    api;
  const first = from ? businessDay(Date.parse(from), timeZone) : undefined;
  const last = to ? addDays(businessDay(Date.parse(to), timeZone), -1) : undefined;
  const filter = {
    errorId,
    supplierId,
    stage,
    text,
    ...(first && first === last ? { day: first } : { from: first, to: last }),
    bucket: buckets?.[0],
    status: status?.[0],
    assignee: assignee?.me ? 'me' : assignee?.nobody ? 'nobody' : assignee?.ids?.[0],
    reason: reasonCodes?.[0],
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null));
}

function toAssignees(assignee: string): ApiFilter['assignee'] {
  if (assignee === 'me') return { me: true };
  return assignee === 'nobody' ? { nobody: true } : { ids: [assignee] };
}

function hourRange(day: Day, hour: number, timeZone: string) {
  const { from, to } = hourBounds(day, hour, timeZone);
  return { from: from.toISOString(), to: to.toISOString() };
}

function asHour(text: string): number | undefined {
  return /^(1?\d|2[0-3])$/.test(text) ? Number(text) : undefined;
}

function asDay(text: string): Day | undefined {
  return isDay(text) ? text : undefined;
}

function asNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function keyOf<Key extends string>(table: Record<Key, unknown>, text: string): Key | undefined {
  return text in table ? (text as Key) : undefined; // just asked
}
