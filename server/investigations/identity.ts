import { hash } from 'node:crypto';

/** 16 bytes as 32 hex digits, equal for the same failure of a company. */
export type Identity = string;

/** What tells one failure from another. */
export interface FailureKey {
  supplierId: number;
  errorId: number;
  /** The Unix second in which it happened. */
  second: number;
}

export interface ReportedFailureKey extends FailureKey {
  filePath: string | null;
  idempotencyKey: string | null;
}

/**
 * The identity of a failure that a robot reports: its idempotency key if it gave one, else supplier,
 * error, second and file. The second only, because a retry may round what the first call did not.
 */
export function identityOfReport(report: ReportedFailureKey): Identity {
  const { idempotencyKey, supplierId, errorId, second, filePath } = report;
  return idempotencyKey === null
    ? digest(['report', supplierId, errorId, second, filePath])
    : digest(['key', idempotencyKey]);
}

/**
 * The identity of the `ordinal`-th failure (from 1) that the warehouse has for a supplier, an error
 * and a second: it tells equal rows apart only by counting them.
 */
export function identityOfBackfill(key: FailureKey, ordinal: number): Identity {
  return digest(['backfill', key.supplierId, key.errorId, key.second, ordinal]);
}

/** JSON rather than a separator, which a path or a key might contain. */
function digest(parts: readonly (string | number | null)[]): Identity {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}
