import type { Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Cadence } from './cadence.ts';
import { cadenceProfiles, type SuccessDaySource } from './queries.ts';
import { isSupplierId } from './supplier.ts';

export type Warehouse = Pick<CompanyContext, 'config' | 'clickhouse' | 'company'>;

/** What the warehouse knows of all suppliers' habits as of a day. */
export interface WarehouseAnswer {
  cadences: SupplierCadence[];
  /** Success days after the day asked for; they do not count yet. */
  futureDays: number;
  /** Suppliers left out because their number is too large (see supplier.ts). */
  oversizedSuppliers: number;
}

export interface SupplierCadence extends Cadence {
  supplierId: number;
}

type Row = Awaited<ReturnType<typeof cadenceProfiles>>[number];

/** @param suppliers whose habits alone are wanted; absent: all */
export async function readCadences(
  ctx: Warehouse,
  today: Day,
  suppliers: readonly number[] = [],
): Promise<WarehouseAnswer> {
  const question = { ...successDaysOf(ctx), today, suppliers: [...suppliers] };
  const rows = await cadenceProfiles(ctx.clickhouse, question);
  const kept = rows.filter(({ supid }) => isSupplierId(supid));
  return {
    cadences: kept.flatMap(toCadence),
    futureDays: rows.reduce((total, row) => total + row.future_days, 0),
    oversizedSuppliers: rows.length - kept.length,
  };
}

/** Where the company's success days are: the table kept by a view, if the warehouse is ours. */
export function successDaysOf({ config, company }: Warehouse): {
  database: string;
  successDays: SuccessDaySource;
} {
  return {
    database: company.warehouseDatabase,
    successDays: config.clickhouse.url ? 'dif_step_1' : 'success_day',
  };
}

function toCadence(row: Row): SupplierCadence[] {
  if (row.days_since_last === null || row.last_success_date === null) return []; // future days only
  return [
    {
      supplierId: row.supid,
      successDays: row.success_days,
      medianGapDays: row.median_gap_days,
      sdGap: row.sd_gap,
      daysSinceLast: row.days_since_last,
      lastSuccessDate: row.last_success_date,
    },
  ];
}
