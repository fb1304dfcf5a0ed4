import { readFileSync } from 'node:fs';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

export type { ClickHouseClient };

const REQUEST_TIMEOUT_MS = 120_000;

/** A client for a ClickHouse server; user, password and database come with the URL. */
export function connectToClickHouse(url: string): ClickHouseClient {
  return createClient({ url, application: 'pricelens', request_timeout: REQUEST_TIMEOUT_MS });
}

/** Binds sql/<name>.sql to the types of its parameters and rows; both are checked at run time. */
export function defineQuery<P extends z.ZodObject, R extends z.ZodObject>(
  name: string,
  { params, row }: { params: P; row: R },
) {
  const query = readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
  return async (clickhouse: ClickHouseClient, args: z.input<P>): Promise<z.output<R>[]> => {
    const result = await clickhouse.query({
      query,
      query_params: params.parse(args),
      format: 'JSONEachRow',
      clickhouse_settings: { log_comment: name }, // shows up in system.query_log
    });
    return z.array(row).parse(await result.json());
  };
}
