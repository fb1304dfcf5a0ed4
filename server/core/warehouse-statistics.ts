import { z } from 'zod';
import { defineQuery, type ClickHouseClient } from './clickhouse.ts';

const tables = z.enum(['dif_step_1', 'dif_errors']);
export type WarehouseTable = z.output<typeof tables>;

/** How many rows a table has, from the first of its days to the last, in milliseconds since 1970. */
export interface WarehouseSize {
  rows: number;
  first: number;
  last: number;
}

const day = z.iso.date().transform((text) => Date.parse(text));

const sizes = defineQuery('core/warehouse-sizes', {
  params: z.object({ database: z.string().min(1) }),
  row: z.object({
    table: tables,
    rows: z.coerce.number().int().nonnegative(), // UInt64 arrives as a string from some servers
    first: day,
    last: day,
  }),
});

/**
 * The sizes of a company's tables in the warehouse.
 *
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function warehouseSizes(
  clickhouse: ClickHouseClient,
  database: string,
): Promise<ReadonlyMap<WarehouseTable, WarehouseSize>> {
  const found = await sizes(clickhouse, { database });
  return new Map(found.map(({ table, ...size }) => [table, size]));
}
