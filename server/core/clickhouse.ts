import { readFileSync } from 'node:fs';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { stopSignal, TimedOut } from './stoppable.ts';

export type { ClickHouseClient };

const REQUEST_TIMEOUT_MS = 120_000;
const READ_ONLY = '1'; // a user who may not change settings either
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
  constructor(question: string, cause: Error) {
    super('WAREHOUSE_REFUSED', `The warehouse refused the question ${question}: ${cause.message}`);
    this.cause = cause;
  }
}

/** A client for a ClickHouse server; user, password and database come with the URL. */
export function connectToClickHouse(url: string): ClickHouseClient {
  return createClient({
    url,
    application: 'pricelens',
    request_timeout: REQUEST_TIMEOUT_MS,
    log: { level: ClickHouseLogLevel.OFF }, // what it throws is logged where it is caught
  });
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
 * `cancel_http_readonly_queries_on_client_close`. The embedded one goes on for two minutes at most.
 *
 * @param name found in system.query_log and in errors
 * @throws {WarehouseUnavailable} {WarehouseRefused} {TimedOut}
 */
export async function askWarehouse(
  clickhouse: ClickHouseClient,
  name: string,
  question: Question,
): Promise<unknown[]> {
  const signal = stopSignal();
  signal?.throwIfAborted();
  try {
    const result = await clickhouse.query({
      ...question,
      format: 'JSONEachRow',
      clickhouse_settings: await limitsOf(clickhouse),
      ...(signal ? { abort_signal: signal } : {}),
    });
    return await result.json();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === TIMEOUT_EXCEEDED) throw new TimedOut();
    // ClickHouse's own errors have a type such as UNKNOWN_TABLE, the network's do not
    throw 'type' in error ? new WarehouseRefused(name, error) : new WarehouseUnavailable(error);
  }
}

const limits = new WeakMap<ClickHouseClient, ClickHouseSettings>();

/** The settings that bound a question, where the warehouse lets us have any; asked of it once. */
async function limitsOf(clickhouse: ClickHouseClient): Promise<ClickHouseSettings> {
  const known = limits.get(clickhouse);
  if (known) return known;
  const result = await clickhouse.query({
    query: "SELECT toString(getSetting('readonly')) AS readonly",
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ readonly: string }>();
  const settings: ClickHouseSettings =
    row?.readonly === READ_ONLY
      ? {}
      : {
          cancel_http_readonly_queries_on_client_close: 1,
          max_execution_time: REQUEST_TIMEOUT_MS / 1000,
        };
  limits.set(clickhouse, settings);
  return settings;
}
