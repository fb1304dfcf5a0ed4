import { z } from 'zod';
import { defineQuery } from '../core/clickhouse.ts';

const count = z.coerce.number().int().nonnegative(); // UInt64 arrives as a string from some servers

const days = {
  database: z.string().min(1),
  from: z.iso.date(), // inclusive
  to: z.iso.date(), // exclusive
};

export const failureDays = defineQuery('investigations/failure-days', {
  params: z.object(days),
  row: z.object({ date: z.iso.date(), failures: count }),
});

const warehouseFailure = z.object({
  second: count,
  supid: count,
  error_id: count,
  failures: count,
  error_text: z.string(),
});

/** Failures of one supplier in one second for one reason: the warehouse can't tell them apart. */
export type WarehouseFailure = z.output<typeof warehouseFailure>;

export const failures = defineQuery('investigations/failures', {
  params: z.object({ ...days, timeZone: z.string().min(1) }),
  row: warehouseFailure,
});
