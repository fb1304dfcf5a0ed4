import { v7 as uuidv7 } from 'uuid';
import type { Day } from '../core/business-time.ts';
import type { Actor, Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import type { JobResult } from '../core/jobs.ts';
import { defineStatement, inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { MAX_ATTEMPTS } from './due.ts';
import { addLine, type SaidLine } from './run-log.ts';

/** The run of a job for a day of a company. */
export interface RunKey {
  companyId: number;
  job: string;
  forDate: Day;
}

/** An attempt at a run. Whoever has it holds the run's lock. */
export interface Attempt extends RunKey {
  id: string;
  /** From 1. */
  attempts: number;
}

/** Somebody does not want the run any more. */
export class RunCancelled extends DomainError {
  constructor(by: string) {
    super('RUN_CANCELLED', `${by} cancelled it.`);
  }
}

/** The process that carries it out is to end; another goes on. */
export class RunHandedBack extends DomainError {
  constructor() {
    super('RUN_HANDED_BACK', 'The worker stopped; another begins it again.');
  }
}

/** Each attempt so far took its process down, or the machine: one more would be the same. */
export class RunIsPoison extends DomainError {
  constructor() {
    super(
      'RUN_IS_POISON',
      `Whoever carried it out ended in the middle, ${MAX_ATTEMPTS} times; see the workers' logs.`,
    );
  }
}

/** How an attempt came out: what it did, or why it did not. */
export type Outcome = { result: JobResult } | { failure: DomainError };

const begin = defineStatement<{ id: string; attempts: number; cancelledBy: string | null }>(
  'jobs/begin',
);

/**
 * Notes that an attempt begins; the caller holds the run's lock.
 *
 * @param lastStartedAt when the newest attempt began, as far as the caller knows (null: there was none);
 *   absent: whenever that was
 * @returns the attempt, and what stands in its way where anything does; undefined where another attempt
 *   has begun since
 */
export async function beginRun(
  { pg }: Pick<Context, 'pg'>,
  key: RunKey,
  lastStartedAt?: Date | null,
): Promise<{ attempt: Attempt; obstacle: DomainError | undefined } | undefined> {
  const isNamed = lastStartedAt !== undefined;
  const { companyId, job, forDate } = key;
  const [row] = await begin(pg, [companyId, job, forDate, uuidv7(), isNamed, lastStartedAt]);
  if (!row) return undefined;
  const { id, attempts, cancelledBy } = row;
  return { attempt: { ...key, id, attempts }, obstacle: obstacleOf(attempts, cancelledBy) };
}

/** The last attempt that is due ends in one way or another, or there is one too many. */
function obstacleOf(attempts: number, cancelledBy: string | null): DomainError | undefined {
  if (cancelledBy !== null) return new RunCancelled(cancelledBy);
  return attempts > MAX_ATTEMPTS ? new RunIsPoison() : undefined;
}

/** Whether somebody has cancelled the run meanwhile; undefined: nobody. */
export async function findCancellation(
  { pg }: Pick<Context, 'pg'>,
  { id }: Attempt,
): Promise<RunCancelled | undefined> {
  const { rows } = await pg.query<{ by: string }>(
    'SELECT cancelled_by AS by FROM job_run WHERE id = $1 AND cancelled_by IS NOT NULL',
    [id],
  );
  return rows[0] && new RunCancelled(rows[0].by);
}

/** Shows a sentence of a run as how far it is, and keeps it with those before. */
export async function reportProgress(
  { pg, now }: Pick<Context, 'pg' | 'now'>,
  { id }: Attempt,
  sentence: string,
): Promise<void> {
  await inTransaction(pg, async (client) => {
    await client.query('UPDATE job_run SET progress = $2 WHERE id = $1', [id, sentence]);
    await addLine(client, id, { at: now(), sentence, isError: false });
  });
}

/** Who acts in a run of a job. */
export function jobActor(job: string): Actor {
  return { id: null, name: `job ${job}` };
}

/** Notes how an attempt ended, and tells it as an event unless it is only handed on; both or neither. */
export async function endRun(
  ctx: Pick<Context, 'pg' | 'now' | 'eventsAppended'>,
  attempt: Attempt,
  outcome: Outcome,
): Promise<void> {
  await inTransaction(ctx.pg, async (client) => {
    await addLine(client, attempt.id, lastLine(outcome, ctx.now()));
    if ('failure' in outcome && outcome.failure instanceof RunHandedBack) {
      await handBack(client, attempt);
      return;
    }
    const end = endOf(attempt, outcome);
    await client.query(
      `UPDATE job_run
       SET state = $2, rows = $3, progress = COALESCE($4, progress), error = $5, finished_at = now()
       WHERE id = $1`,
      [attempt.id, end.state, end.rows, end.progress, end.error],
    );
    const actor = jobActor(attempt.job);
    await tellEnd(client, attempt, actor, end);
  });
  ctx.eventsAppended();
}

/** How a run stands after an attempt. */
export interface RunEnd {
  state: 'DONE' | 'FAILED' | 'PARKED' | 'CANCELLED';
  rows: number | null;
  progress: string | null;
  error: string | null;
}

function endOf({ attempts }: Attempt, outcome: Outcome): RunEnd {
  if ('result' in outcome) {
    const { rows, summary } = outcome.result;
    return { state: 'DONE', rows, progress: summary, error: null };
  }
  const nothing = { rows: null, progress: null };
  if (outcome.failure instanceof RunCancelled) {
    return { state: 'CANCELLED', ...nothing, error: null };
  }
  const state = attempts < MAX_ATTEMPTS ? 'FAILED' : 'PARKED';
  return { state, ...nothing, error: outcome.failure.message };
}

/** The attempt does not count: the run is as it was before. */
async function handBack(client: Queryable, { id }: Attempt): Promise<void> {
  await client.query(
    `UPDATE job_run
     SET state = 'QUEUED', attempts = attempts - 1, started_at = NULL
     WHERE id = $1`,
    [id],
  );
}

/** Tells that a run has ended; the caller notes it in the same transaction. */
export function tellEnd(
  transaction: Queryable,
  { id, companyId, job, forDate }: RunKey & { id: string },
  actor: Actor,
  end: RunEnd,
): Promise<void> {
  return appendEvents(transaction, [
    { companyId, kind: 'job.finished', entityId: id, actor, payload: { job, forDate, ...end } },
  ]);
}

/** Whether it ended early because somebody wanted that, rather than because something is wrong. */
export function isIntended(failure: DomainError): boolean {
  return failure instanceof RunCancelled || failure instanceof RunHandedBack;
}

function lastLine(outcome: Outcome, at: Date): SaidLine {
  if ('result' in outcome) return { at, sentence: outcome.result.summary, isError: false };
  return { at, sentence: outcome.failure.message, isError: !isIntended(outcome.failure) };
}
