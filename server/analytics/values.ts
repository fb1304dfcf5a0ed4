import { validate as isUuid } from 'uuid';
import { Instant } from '../core/instant.ts';
import type { Field, FieldType } from './dataset.ts';
import type { Value } from './question.ts';

const MAX_TEXT = 1_024;

/** Why a value cannot be looked for in a field, as a sentence; undefined when it can. */
export function faultOf({ type }: Field, value: Value): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'Is no number.';
  if (type === 'UUID' && !isUuid(value)) return 'Is no id; pass on one that this API gave you.';
  if (typeof value !== 'string') return undefined;
  if (value.length > MAX_TEXT) return `Is longer than ${MAX_TEXT} characters.`;
  return value.isWellFormed() && !value.includes('\0') ? undefined : 'Is no text; type it anew.';
}

/** What GraphQL made of an input, as statements take it: instants are ISO text, to the microsecond. */
export function toValue(input: unknown): Value {
  return input instanceof Instant ? input.iso : (input as Value); // the scalars of the inputs give no other
}

const KINDS: Record<FieldType, (value: unknown) => boolean> = {
  INT: Number.isSafeInteger,
  FLOAT: Number.isFinite,
  BOOLEAN: (value) => typeof value === 'boolean',
  STRING: isText,
  ENUM: isText,
  UUID: (value) => isUuid(value),
  INSTANT: (value) => isText(value) && isInstant(value),
  DATE: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value),
  JSON: () => false,
};

/** Whether it can be where in an order a row is; a cursor may have been tampered with. */
export function isPlaceValue({ type, isNullable }: Field, value: unknown): value is Value | null {
  return value === null ? isNullable : KINDS[type](value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}
