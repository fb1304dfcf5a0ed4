import { InvalidInput, parseInput, type FieldError } from '../core/errors.ts';
import { logInput } from '../investigations/log-input.ts';
import type { ErrorNames } from './error-names.ts';
import { BadEventDt, readEventDt } from './event-dt.ts';

const NAMES_SHOWN = 20;
const MAX_UNKNOWN = 10; // a robot that sends thousands is told of these first

/** What the fields that robots send are called in `LogInvestigationEventInput`. */
const FIELDS = {
  event_dt: 'eventAt',
  supid: 'supplierId',
  error_id: 'errorId',
  error_text: 'errorText',
  stage: 'stage',
  file_path: 'filePath',
  extra: 'extra',
  idempotency_key: 'idempotencyKey',
} as const;

const SENT_AS: ReadonlyMap<string, string> = new Map(
  Object.entries(FIELDS).map(([sent, field]) => [field, sent]),
);
const KNOWN = new Set([...Object.keys(FIELDS), 'reason']);

type RobotEvent = Partial<Record<keyof typeof FIELDS | 'reason', unknown>>;

/** What an event is read by. */
export interface Terms {
  /** Of times without an offset. */
  timeZone: string;
  /** Of the error dictionary; needed for events that name their error by `reason`. */
  names: ErrorNames;
  /** The request's Idempotency-Key, if it has one. */
  key: string | undefined;
}

/** The name of the error that the event has instead of a number, if that is how it tells. */
export function reasonOf(event: unknown): string | undefined {
  const { reason, error_id } = isObject(event) ? event : {};
  return typeof reason === 'string' && isAbsent(error_id) ? reason.trim() : undefined;
}

/**
 * The input of `logInvestigationEvent` that a robot's event makes.
 *
 * @throws {InvalidInput} in the robot's own words, naming every field that does not fit
 */
export function readRobotEvent(event: unknown, terms: Terms): object {
  if (!isObject(event)) {
    const message = `Must be a JSON object with ${[...KNOWN].join(', ')}.`;
    throw new InvalidInput([{ field: 'event', message }]);
  }
  const faults = unknownFields(event);
  const input = {
    eventAt: eventAt(event, terms, faults),
    supplierId: event.supid,
    errorId: errorId(event, terms, faults),
    errorText: event.error_text ?? reasonOf(event),
    stage: event.stage,
    filePath: event.file_path,
    extra: event.extra,
    idempotencyKey: idempotencyKey(event, terms, faults),
  };
  if (faults.length > 0) throw new InvalidInput([...faults, ...otherFaults(input)]);
  return input;
}

/** The same fault in the robot's own words. */
export function asRobotsSayIt({ fields }: InvalidInput): InvalidInput {
  return new InvalidInput(
    fields.map(({ field, message }) => ({ field: SENT_AS.get(field) ?? field, message })),
  );
}

// Each of these takes down what is wrong, and then returns what is not wrong in its place, so that the
// rest is checked too and the robot is told everything at once.

function eventAt(event: RobotEvent, { timeZone }: Terms, faults: FieldError[]): string {
  try {
    return readEventDt(event.event_dt, timeZone);
  } catch (error) {
    if (!(error instanceof BadEventDt)) throw error;
    faults.push({ field: 'event_dt', message: error.message });
    return '1970-01-01T00:00:00Z';
  }
}

function errorId(event: RobotEvent, { names }: Terms, faults: FieldError[]): unknown {
  const reason = reasonOf(event);
  const known = reason === undefined ? undefined : names.get(reason);
  if (known !== undefined) return known;
  const fault = faultOfReason(event, names);
  if (!fault) return event.error_id;
  faults.push(fault);
  return 0;
}

function faultOfReason({ reason, error_id }: RobotEvent, names: ErrorNames) {
  if (isAbsent(reason)) {
    const message = "Is missing; send it, or as reason the error's name in the dictionary.";
    return isAbsent(error_id) ? { field: 'error_id', message } : undefined;
  }
  if (!isAbsent(error_id)) {
    return { field: 'reason', message: 'Says what error_id says too; send one of them.' };
  }
  if (typeof reason !== 'string') return { field: 'reason', message: 'Must be a text.' };
  return { field: 'reason', message: unknownReason(names) };
}

function unknownReason(names: ErrorNames): string {
  if (names.size === 0) return 'Is not in the error dictionary, which is empty; send error_id.';
  const shown = [...names.keys()].slice(0, NAMES_SHOWN).map((name) => JSON.stringify(name));
  const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : '';
  return `Is not in the error dictionary; send error_id or one of ${shown.join(', ')}${more}.`;
}

function idempotencyKey(event: RobotEvent, { key }: Terms, faults: FieldError[]): unknown {
  const own = event.idempotency_key;
  if (key === undefined || isAbsent(own) || own === key) return own ?? key;
  const message = 'Is not the one of the header Idempotency-Key; send one of them.';
  faults.push({ field: 'idempotency_key', message });
  return undefined;
}

/** A misspelt field would otherwise be lost without a word. */
function unknownFields(event: RobotEvent): FieldError[] {
  return Object.keys(event)
    .filter((field) => !KNOWN.has(field))
    .slice(0, MAX_UNKNOWN)
    .map((field) => ({ field, message: `Is not known; there are ${[...KNOWN].join(', ')}.` }));
}

function otherFaults(input: object): FieldError[] {
  try {
    parseInput(logInput, input);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return asRobotsSayIt(error).fields;
    throw error;
  }
}

function isObject(value: unknown): value is RobotEvent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isAbsent = (value: unknown) => value === undefined || value === null;
