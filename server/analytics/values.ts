import { validate as isUuid } from 'uuid';
import { Instant } from '../core/instant.ts';
import type { Field } from './dataset.ts';
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
