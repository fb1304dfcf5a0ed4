import { DomainError } from '../core/errors.ts';

/** A place in the log: everything up to `seq` is behind it. */
export interface Position {
  /** Which log it is a place in: a database restored from a backup is another one. */
  epoch: string;
  seq: bigint;
}

/** Up to where a log reaches, and from where on it is still whole. */
export interface LogState extends Position {
  /** The newest seq that was pruned; 0 when none was. */
  prunedThrough: bigint;
}

const TEXT = /^([0-9a-f]{16}):(\d{1,18})$/;

export class InvalidCursor extends DomainError {
  constructor() {
    super(
      'INVALID_CURSOR',
      'This is not a cursor of this API. Pass on one that it gave you, or none to begin anew.',
    );
  }
}

/** The log the cursor belongs to is not the one there is: the database was restored. */
export class CursorReset extends DomainError {
  constructor() {
    super(
      'CURSOR_RESET',
      'The database was restored from a backup, so what you have seen may not have happened. ' +
        'Fetch the present state and follow from the eventCursor it comes with.',
    );
  }
}

/** Events after the cursor have been pruned. */
export class CursorExpired extends DomainError {
  constructor() {
    super(
      'CURSOR_EXPIRED',
      'Events after this cursor are no longer kept. Fetch the present state and follow from the ' +
        'eventCursor it comes with.',
    );
  }
}

/** A cursor as clients keep it; what is in it is nobody else's business. */
export function encodeCursor({ epoch, seq }: Position): string {
  return Buffer.from(`${epoch}:${seq}`).toString('base64url');
}

/** @throws {InvalidCursor} */
export function decodeCursor(cursor: string): Position {
  const match = TEXT.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new InvalidCursor();
  const [, epoch, seq] = match as unknown as [string, string, string]; // both groups always match
  return { epoch, seq: BigInt(seq) };
}

/**
 * Lets a reader go on from a position only when nothing is missing behind it.
 *
 * @throws {CursorReset} {CursorExpired}
 */
export function checkPosition({ epoch, seq }: Position, log: LogState): void {
  if (epoch !== log.epoch || seq > log.seq) throw new CursorReset();
  if (seq < log.prunedThrough) throw new CursorExpired();
}
