import { readFileSync } from 'node:fs';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { DomainError } from './errors.ts';

export type { ClickHouseClient };

const REQUEST_TIMEOUT_MS = 120_000;

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
    const answer = await ask(name, async () => {
      const result = await clickhouse.query({ query, query_params, format: 'JSONEachRow' });
      return result.json();
    });
    return rows.parse(answer);
  };
}

async function ask<T>(name: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // ClickHouse's own errors have a type such as UNKNOWN_TABLE, the network's do not
    throw 'type' in error ? new WarehouseRefused(name, error) : new WarehouseUnavailable(error);
  }
}
