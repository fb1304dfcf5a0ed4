import { MAX_SUPPLIER_ID } from '../feeds/supplier.ts';
import { identityOfBackfill, type Identity } from './identity.ts';
import type { WarehouseFailure } from './queries.ts';
import { fitText } from './text.ts';

const MAX_INT = 2 ** 31 - 1; // Postgres' integer
const MAX_ERROR_TEXT = 128;
const A_DAY = 24 * 60 * 60;

/** A failure of the warehouse that Pricelens has no investigation for. */
export interface MissingFailure {
  identity: Identity;
  /** ISO 8601 in UTC, to the second. */
  eventAt: string;
  supplierId: number;
  errorId: number;
  errorText: string;
}

/**
 * Whether a row can be a failure at all: numbers that Postgres can keep, and a time, since ClickHouse
 * writes a missing one as the beginning of 1970.
 */
export function isPlausible({ second, supid, error_id }: WarehouseFailure): boolean {
  return supid <= MAX_SUPPLIER_ID && error_id <= MAX_INT && second >= A_DAY;
}

/** The failures beyond the `known` first ones, which have investigations already. */
export function missingFailures(failure: WarehouseFailure, known: number): MissingFailure[] {
  const { second, supid: supplierId, error_id: errorId } = failure;
  const missing: MissingFailure[] = [];
  for (let ordinal = known + 1; ordinal <= failure.failures; ordinal++) {
    missing.push({
      identity: identityOfBackfill({ supplierId, errorId, second }, ordinal),
      eventAt: new Date(second * 1000).toISOString(),
      supplierId,
      errorId,
      errorText: errorTextOf(failure),
    });
  }
  return missing;
}

function errorTextOf({ error_id, error_text }: WarehouseFailure): string {
  return fitText(error_text, MAX_ERROR_TEXT) || `error ${error_id}`;
}
