import pg from 'pg';
import { askWarehouse } from '../core/clickhouse.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Dataset } from './dataset.ts';
import type { Statement } from './writer.ts';

export type Asker = Pick<CompanyContext, 'pg' | 'clickhouse' | 'company'>;

/** What a statement answers; its columns are named by compile.ts. */
export type Row = Record<string, unknown>;

/**
 * Asks the dataset's database. Instants come as ISO 8601 text in UTC and as precise as they are kept,
 * days as text, whole numbers as numbers.
 *
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export async function run(ctx: Asker, dataset: Dataset, statement: Statement): Promise<Row[]> {
  if (dataset.engine === 'POSTGRES') {
    // unnamed, so that Postgres plans it for the values at hand
    const { rows } = await ctx.pg.query<Row>({ ...statement, types: PLAIN_VALUES });
    return rows;
  }
  const rows = await askWarehouse(ctx.clickhouse, `analytics/${dataset.name}`, {
    query: statement.text,
    query_params: warehouseParameters(ctx, statement),
  });
  return rows as Row[];
}

/** The parameters of a ClickHouse statement, by name. */
export function warehouseParameters(
  { company }: Pick<CompanyContext, 'company'>,
  { values }: Statement,
): Record<string, unknown> {
  const numbered = values.map((value, i) => [`p${i + 1}`, value] as const);
  return {
    database: company.warehouseDatabase,
    timeZone: company.timeZone,
    ...Object.fromEntries(numbered),
  };
}

const { builtins } = pg.types;
const PARSERS = new Map<number, (text: string) => unknown>([
  // `2026-11-20 06:41:00.123456+00`, as Postgres writes an instant in a UTC session
  [builtins.TIMESTAMPTZ, (text) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`],
  [builtins.DATE, (text) => text],
  [builtins.INT8, Number], // counts and sequence numbers, far below 2^53
]);

export const PLAIN_VALUES: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    PARSERS.get(oid) ?? (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};
