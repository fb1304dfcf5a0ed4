import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { stopSignal, TimedOut } from './stoppable.ts';
import { traced } from './tracing.ts';
import { connectionOf, Silence } from './warehouse-connection.ts';

export type { ClickHouseClient };

const TIMEOUT_EXCEEDED = '159';

/** The warehouse gave no answer; trying again later may help. */
export class WarehouseUnavailable extends DomainError {
  constructor(cause: Error & { code?: unknown }) {
    const reason = typeof cause.code === 'string' ? cause.code : cause.message;
    super(
      'WAREHOUSE_UNAVAILABLE',
      `The warehouse did not answer (${reason}). Check that it is up and that CLICKHOUSE_URL names it.`,
    );
    this.cause = cause;
  }
}

/** The warehouse answered with an error: a table, column or right that is missing, or a limit. */
export class WarehouseRefused extends DomainError {
  /** ClickHouse's number of the error. */
  readonly number: string;

  constructor(question: string, cause: Error & { code?: unknown }) {
    super('WAREHOUSE_REFUSED', `The warehouse refused the question ${question}: ${cause.message}`);
    this.cause = cause;
    this.number = String(cause.code);
  }
}

/**
 * Binds sql/<name>.sql to the types of its parameters and rows; both are checked at run time.
 *
 * The name leads the query as a comment and so is found in system.query_log. Not `log_comment`: a
 * user with readonly = 1 may not change any setting, and reading is all that Pricelens needs.
 */
export function defineQuery<P extends z.ZodObject, R extends z.ZodObject>(
  name: string,
  { params, row }: { params: P; row: R },
) {
  const text = readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
  const query = `-- ${name}\n${text}`;
  const rows = z.array(row);
  /** @throws {WarehouseUnavailable} {WarehouseRefused} */
  return async (clickhouse: ClickHouseClient, args: z.input<P>): Promise<z.output<R>[]> => {
    const query_params = params.parse(args);
    return rows.parse(await askWarehouse(clickhouse, name, { query, query_params }));
  };
}

/** What to ask, with values for its parameters. */
export interface Question {
  query: string;
  query_params: Record<string, unknown>;
}

/**
 * Asks the warehouse for rows; whoever stops waiting (see stoppable.ts) stops the work as well, as far
 * as the warehouse lets us: a server where we may change settings, or whose profile for us has
 * `cancel_http_readonly_queries_on_client_close`. The embedded one goes on until its limit.
 *
 * What can heal is tried again, which does no harm to a question. A server that falls silent is given
 * up within seconds, however long the question may take.
 *
 * @param name found in system.query_log and in errors
 * @throws {WarehouseUnavailable} {WarehouseRefused} {TimedOut}
 */
export async function askWarehouse(
  clickhouse: ClickHouseClient,
  name: string,
  question: Question,
): Promise<unknown[]> {
  const { slots } = connectionOf(clickhouse);
  const attempt = () =>
    traced(`warehouse ${name}`, { 'db.system.name': 'clickhouse' }, () =>
      askOnce(clickhouse, name, question),
    );
  return slots.run(
    () => retried(attempt),
    () => new WarehouseUnavailable(new Error('it has all the questions of ours that it may')),
  );
}

async function askOnce(
  clickhouse: ClickHouseClient,
  name: string,
  question: Question,
): Promise<unknown[]> {
  const stopped = stopSignal();
  stopped?.throwIfAborted();
  const connection = connectionOf(clickhouse);
  const silence = connection.listen?.();
  const signal = AbortSignal.any([stopped, silence?.signal].filter((one) => one !== undefined));
  try {
    const result = await clickhouse.query({
      ...question,
      format: 'JSONEachRow',
      clickhouse_settings: await connection.settings(),
      abort_signal: signal,
    });
    // the client heeds the signal until the answer begins
    signal.addEventListener('abort', () => result.close(), { once: true });
    if (signal.aborted) result.close();
    return await result.json();
  } catch (error) {
    stopped?.throwIfAborted();
    if (silence?.signal.aborted) throw new WarehouseUnavailable(silence.signal.reason as Silence);
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === TIMEOUT_EXCEEDED) throw new TimedOut();
    // ClickHouse's own errors have a type such as UNKNOWN_TABLE, the network's do not
    throw 'type' in error ? new WarehouseRefused(name, error) : new WarehouseUnavailable(error);
  } finally {
    silence?.end();
  }
}

const PAUSES_MS = [100, 500];

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!canHeal(error)) throw error;
      await sleep(pause * (0.5 + Math.random()));
    }
  }
  return attempt();
}

// https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp: no connection or no
// slot free, the network of a cluster, its coordination, its memory.
const HEALING = ['202', '203', '209', '210', '225', '241', '279', '999'];
const OWN_MEMORY = /for query|query memory limit/i; // the question is too large, whenever it is asked

/** Whether the same question may be answered a moment later. */
export function canHeal(error: unknown): boolean {
  if (error instanceof WarehouseUnavailable) return !(error.cause instanceof Silence);
  if (!(error instanceof WarehouseRefused) || !HEALING.includes(error.number)) return false;
  return error.number !== '241' || !OWN_MEMORY.test(error.message);
}
