import { defineStatement, type Queryable } from '../core/postgres.ts';
import type { EventKind } from './append.ts';
import { checkPosition, type LogState, type Position } from './cursor.ts';

/** An event as the log has it. */
export interface LoggedEvent {
  /** The log it is from; see Position. */
  epoch: string;
  /** Its place in the log: gap-free and in commit order, over all companies. */
  seq: bigint;
  companyId: number;
  kind: EventKind;
  entityId: string;
  /** The name of who did it. */
  actor: string;
  /** The person's or key's id; null for jobs. */
  actorId: string | null;
  at: Date;
  payload: Record<string, unknown>;
  /** The payload's size as text. */
  bytes: number;
}

type Row = Omit<LoggedEvent, 'epoch' | 'seq' | 'payload' | 'bytes'> & {
  seq: string;
  payload: string;
};

const selectState = defineStatement<{ seq: string; prunedThrough: string; epoch: string }>(
  'events/log-state',
);
const updateEpoch = defineStatement('events/renew-epoch');
const selectAfter = defineStatement<Row>('events/read-after');
const selectOfCompanyAfter = defineStatement<Row>('events/read-company-after');
const selectNewestOfCompany = defineStatement<Row>('events/read-company-newest', {
  prepared: false, // which kinds, and how many, decides what is quick
});

export async function readLogState(db: Queryable): Promise<LogState> {
  const [row] = await selectState(db, []);
  const { seq, prunedThrough, epoch } = row!; // the first migration made the one row
  return { epoch, seq: BigInt(seq), prunedThrough: BigInt(prunedThrough) };
}

/** Makes another log of this one, for whoever brings an older one back: its cursors are no more. */
export async function renewEpoch(db: Queryable): Promise<void> {
  await updateEpoch(db, []);
}

/** Every company's events after a position, in order. */
export async function readAfter(
  db: Queryable,
  { epoch, seq }: Position,
  limit: number,
): Promise<LoggedEvent[]> {
  return (await selectAfter(db, [seq, limit])).map((row) => toEvent(row, epoch));
}

/**
 * A company's events after a position, in order.
 *
 * The state is read after the events: what was pruned before they were read is known by then.
 *
 * @throws {CursorReset} {CursorExpired}
 */
export async function readCompanyAfter(
  db: Queryable,
  companyId: number,
  after: Position,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await selectOfCompanyAfter(db, [companyId, after.seq, limit]);
  checkPosition(after, await readLogState(db));
  return rows.map((row) => toEvent(row, after.epoch));
}

/**
 * A company's newest events of some kinds (absent: of any), newest first.
 *
 * @param among how many of the newest to look at
 */
export async function readCompanyNewest(
  db: Queryable,
  { companyId, epoch }: { companyId: number; epoch: string },
  kinds: readonly EventKind[] | undefined,
  { among, limit }: { among: number; limit: number },
): Promise<LoggedEvent[]> {
  const rows = await selectNewestOfCompany(db, [companyId, among, kinds ?? null, limit]);
  return rows.map((row) => toEvent(row, epoch));
}

function toEvent(row: Row, epoch: string): LoggedEvent {
  return {
    ...row,
    epoch,
    seq: BigInt(row.seq),
    payload: JSON.parse(row.payload) as LoggedEvent['payload'],
    bytes: Buffer.byteLength(row.payload),
  };
}
