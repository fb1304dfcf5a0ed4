import type { Day } from '../../server/core/business-time.ts';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';

/** Price rows, one for each day named, of supplier 1, 2, 3 … in the order of the calendars. */
export function insertCalendars(
  clickhouse: ClickHouseClient,
  calendars: readonly (readonly Day[])[],
): Promise<unknown> {
  return insertSuccesses(
    clickhouse,
    calendars.flatMap((days, i) => days.map((dateupd) => ({ supid: i + 1, dateupd }))),
  );
}

export function insertSuccesses(
  clickhouse: ClickHouseClient,
  values: readonly { supid: number; dateupd: Day }[],
): Promise<unknown> {
  return clickhouse.insert({ table: 'sup_stat.dif_step_1', values, format: 'JSONEachRow' });
}

/** Failures; `dt` is wall-clock time in the business time zone. */
export function insertFailures(
  clickhouse: ClickHouseClient,
  values: readonly { dt: string; supid: number; error_id: number }[],
): Promise<unknown> {
  return clickhouse.insert({ table: 'sup_stat.dif_errors', values, format: 'JSONEachRow' });
}

export async function emptyWarehouse(clickhouse: ClickHouseClient): Promise<void> {
  for (const table of ['dif_step_1', 'success_day', 'dif_errors', 'error_list']) {
    await clickhouse.command({ query: `TRUNCATE TABLE sup_stat.${table}` });
  }
}
