import { join } from 'node:path';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';

/** The folder of the real input; undefined where it is not at hand and its tests are skipped. */
const folder = process.env['PRICELENS_DATA'];

export const hasRealInput = folder !== undefined && folder !== '';

const fileOf = (name: string) => join(folder!, 'feeds', name); // only behind hasRealInput

export async function loadRealInput(clickhouse: ClickHouseClient): Promise<void> {
  await clickhouse.command({
    query: `INSERT INTO sup_stat.dif_step_1 (dateupd, supid, sku, qty, price)
            SELECT * FROM file({file:String}, 'CSVWithNames',
              'dateupd Date, supid UInt32, sku String, qty Int32, price Float64')`,
    query_params: { file: fileOf('dif_step_1.csv.gz') },
  });
  await clickhouse.command({
    query: `INSERT INTO sup_stat.dif_errors (dt, supid, error_id)
            SELECT * FROM file({file:String}, 'CSVWithNames',
              'dt DateTime(''UTC''), supid UInt32, error_id UInt32')`,
    query_params: { file: fileOf('dif_errors.csv.gz') },
  });
}

/** A profile as an independent program has computed it. */
export interface ExpectedProfile {
  supid: number;
  success_days: number;
  median_gap_days: number | null;
  /** Six digits. */
  sd_gap: string | null;
  days_since_last: number;
  last_success_date: string;
  bucket: string;
  /** 1 counts the dead too. */
  anomaly: number;
}

/** The right answer for 2011-10-01, by supid. */
export async function expectedProfiles(clickhouse: ClickHouseClient): Promise<ExpectedProfile[]> {
  const result = await clickhouse.query({
    query: `SELECT * FROM file({file:String}, 'CSVWithNames',
              'supid UInt32, success_days UInt32, median_gap_days Nullable(UInt32),
               sd_gap Nullable(String), days_since_last UInt32, last_success_date Date,
               bucket String, anomaly UInt8')
            ORDER BY supid`,
    query_params: { file: fileOf('expected_profiles_2011-10-01.csv.gz') },
    format: 'JSONEachRow',
  });
  return result.json();
}
