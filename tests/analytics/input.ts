import type { FilterInput } from '../../server/analytics/read-filter.ts';
import { Instant } from '../../server/core/instant.ts';
import type { Filter } from './oracle.ts';

/** The filter with instants as GraphQL hands them over. */
export function toInput(filter: Filter): FilterInput {
  return inputOf(filter) as FilterInput; // a filter of the same fields
}

function inputOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inputOf(part)]));
  }
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Instant(value) : value;
}
