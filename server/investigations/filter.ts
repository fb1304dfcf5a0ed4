import { addDays, businessDay, dayBounds } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { InvalidInput, type FieldError } from '../core/errors.ts';
import type { InvestigationStatus, ReasonCode } from '../core/generated/prisma/client.ts';
import type { Bucket } from '../feeds/cadence.ts';
import { constraintsOfPreset, type QueuePreset, type TimeRange } from './queue-preset.ts';
import { faultOfText } from './text.ts';

const MAX_STAGE = 32;
const MAX_TEXT = 128;
const MAX_LIST = 500;
/** How far back a text is looked for among closed cases, which no index of texts covers. */
const TEXT_DAYS = 90;

/** Whose cases: those of any of these people, and with `nobody` those that nobody works on. */
export interface AssigneeFilter {
  ids?: string[] | null | undefined;
  /** Whoever asks. */
  me?: boolean | null | undefined;
  nobody?: boolean | null | undefined;
}

/** What a list of investigations is narrowed to; what is absent or null does not narrow it. */
export interface QueueFilter {
  status?: InvestigationStatus[] | null | undefined;
  supplierId?: number | null | undefined;
  supplierIds?: number[] | null | undefined;
  errorId?: number | null | undefined;
  errorIds?: number[] | null | undefined;
  stage?: string | null | undefined;
  stages?: string[] | null | undefined;
  /** Of the supplier, as of the last refresh. */
  buckets?: Bucket[] | null | undefined;
  reasonCodes?: ReasonCode[] | null | undefined;
  assignee?: AssigneeFilter | null | undefined;
  /** Whether it sleeps now. */
  snoozed?: boolean | null | undefined;
  /** A part of the error, the file path or the supplier's name, or the beginning of its number. */
  text?: string | null | undefined;
  /** The failure happened at or after this instant. */
  from?: Date | null | undefined;
  /** The failure happened before this instant. */
  to?: Date | null | undefined;
}

/** A part of the queue, or with the preset EVERYTHING of all there ever was. */
export interface Scope {
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
}

/** Who asks and when: a filter may say `me`, and a preset says `today`. */
export type Asker = Pick<CompanyContext, 'company' | 'actor' | 'now'>;

/** The parameters $1 to $15 of every statement that includes sql/investigations/fits.sql. */
export type ScopeValues = [
  companyId: number,
  from: Date | null,
  to: Date | null,
  status: InvestigationStatus[] | null,
  supplierIds: number[] | null,
  errorIds: number[] | null,
  stages: string[] | null,
  buckets: Bucket[] | null,
  reasonCodes: ReasonCode[] | null,
  assigneeIds: string[] | null,
  unassigned: boolean,
  snoozed: boolean | null,
  now: Date,
  pattern: string | null,
  numberPattern: string | null,
];

/**
 * The parameters that stand for a scope. What the preset says and what the filter says must both hold.
 *
 * @throws {InvalidInput} for a list that is too long, or a stage or text that is none
 */
export function scopeValues(asker: Asker, { preset, filter }: Scope): ScopeValues {
  const asked = filter ?? {};
  refuseFaulty(asked);
  const now = asker.now();
  const constraints = constraintsOfPreset(preset, now, asker.company.timeZone);
  const status = both(constraints.status, asked.status ?? null);
  const assignees = whose(asker, constraints.assignee, asked.assignee ?? null);
  const range = intersection(constraints.range, { from: asked.from ?? null, to: asked.to ?? null });
  const snoozed = asked.snoozed ?? constraints.snoozed;
  const contradicts = constraints.snoozed !== null && snoozed !== constraints.snoozed;
  const text = asked.text?.trim() || null;
  return [
    asker.company.id,
    text && !isOpenOnly(status)
      ? (range.from ?? textHorizon(now, asker.company.timeZone))
      : range.from,
    range.to,
    contradicts ? [] : status,
    both(asked.supplierIds ?? null, alone(asked.supplierId)),
    both(asked.errorIds ?? null, alone(asked.errorId)),
    both(asked.stages ?? null, alone(asked.stage)),
    asked.buckets ?? null,
    asked.reasonCodes ?? null,
    assignees?.ids ?? null,
    assignees?.nobody ?? false,
    snoozed,
    now,
    text && `%${literally(text)}%`,
    text && `${literally(text)}%`,
  ];
}

/** What an answer to the scope depends on, for a cache: all but the instant it was asked at. */
export function scopeKey(values: ScopeValues): string {
  return JSON.stringify(values.with(NOW, null));
}

const NOW = 12;

function refuseFaulty(filter: QueueFilter): void {
  const faults: FieldError[] = [];
  for (const [field, value] of Object.entries({ ...filter, assignee: filter.assignee?.ids })) {
    if (Array.isArray(value) && value.length > MAX_LIST) {
      const message = `Names ${value.length}; name at most ${MAX_LIST}.`;
      faults.push({ field: `filter.${field}`, message });
    }
  }
  const texts = [
    ...[filter.stage, ...(filter.stages ?? [])].map(
      (stage) => ['stage', stage, MAX_STAGE] as const,
    ),
    ...(filter.assignee?.ids ?? []).map((id) => ['assignee', id, MAX_TEXT] as const),
    ['text', filter.text, MAX_TEXT] as const,
  ];
  for (const [field, text, longest] of texts) {
    const fault = text ? faultOfText(text, longest) : undefined;
    if (fault) faults.push({ field: `filter.${field}`, message: fault });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
}

interface Assignees {
  ids: string[];
  nobody: boolean;
}

function whose(asker: Asker, preset: AssigneeFilter | null, asked: AssigneeFilter | null) {
  const [a, b] = [assigneesOf(asker, preset), assigneesOf(asker, asked)];
  if (!a || !b) return a ?? b;
  return { ids: both(a.ids, b.ids)!, nobody: a.nobody && b.nobody }; // two lists leave a list
}

/** Jobs are nobody's colleague, so theirs is an empty list. */
function assigneesOf({ actor }: Asker, filter: AssigneeFilter | null): Assignees | null {
  if (!filter) return null;
  const me = filter.me && actor.id !== null ? [actor.id] : [];
  return { ids: [...(filter.ids ?? []), ...me], nobody: filter.nobody ?? false };
}

/** What is in both lists; null is a list of everything. */
function both<T>(a: readonly T[] | null, b: readonly T[] | null): T[] | null {
  if (!a || !b) return (a ?? b)?.slice() ?? null;
  return a.filter((item) => b.includes(item));
}

const alone = <T>(value: T | null | undefined): T[] | null =>
  value === null || value === undefined || value === '' ? null : [value];

function isOpenOnly(status: readonly InvestigationStatus[] | null): boolean {
  return status?.every((one) => one === 'OPEN') ?? false;
}

function textHorizon(now: Date, timeZone: string): Date {
  return dayBounds(addDays(businessDay(now, timeZone), -TEXT_DAYS), timeZone).from;
}

/** LIKE reads these three otherwise. */
const literally = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

function intersection(a: TimeRange, b: TimeRange): TimeRange {
  return {
    from: a.from && b.from ? (a.from > b.from ? a.from : b.from) : (a.from ?? b.from),
    to: a.to && b.to ? (a.to < b.to ? a.to : b.to) : (a.to ?? b.to),
  };
}
