import { z } from 'zod';
import { defineQuery } from '../core/clickhouse.ts';

const count = z.coerce.number().int().nonnegative(); // UInt64 arrives as a string from some servers

/**
 * The table that says on which days a supplier succeeded: `success_day` is kept by a materialized
 * view where Pricelens owns the warehouse, `dif_step_1` holds the price rows themselves everywhere.
 */
export const successDaySource = z.enum(['success_day', 'dif_step_1']);
export type SuccessDaySource = z.output<typeof successDaySource>;

export const cadenceProfiles = defineQuery('feeds/cadence-profiles', {
  params: z.object({
    database: z.string().min(1),
    successDays: successDaySource,
    today: z.iso.date(),
    suppliers: z.array(z.int()), // empty: all
  }),
  row: z.object({
    supid: count,
    success_days: count,
    median_gap_days: z.number().int().nullable(),
    sd_gap: z.number().nullable(),
    days_since_last: z.number().int().nullable(),
    last_success_date: z.iso.date().nullable(), // null when every success day is after today
    future_days: count,
  }),
});

export const dailyDeliveries = defineQuery('feeds/daily-deliveries', {
  params: z.object({
    database: z.string().min(1),
    successDays: successDaySource,
    from: z.iso.date(), // inclusive
    to: z.iso.date(), // exclusive
  }),
  row: z.object({
    date: z.iso.date(),
    supid: count,
    successes: count,
    errors: count,
  }),
});
