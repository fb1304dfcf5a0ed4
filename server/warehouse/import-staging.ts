import type { ClickHouseClient } from '../core/clickhouse.ts';
import {
  ColumnsMissing,
  matchColumns,
  presentColumns,
  readHeader,
  type ImportKind,
} from './import-kinds.ts';
import { ImportRefused, type ImportSource } from './import-source.ts';
import {
  check,
  clearStaging,
  firstLine,
  parquetColumns,
  stageCsv,
  stagedBadRows,
  stagedTotals,
  stageParquet,
} from './statements.ts';

/** How many bad rows are reported one by one; the rest is only counted. */
export const REPORTED_BAD_ROWS = 20;

/** An embedded warehouse and the name of its database. */
export interface Warehouse {
  clickhouse: ClickHouseClient;
  database: string;
}

export interface BadRow {
  /** The line of a text file, the header being line 1; the row of a Parquet file, from 1. */
  row: number;
  reason: string;
}

/** What is staged: `rows`, `days` and `suppliers` are of the good rows alone. */
export interface Staged {
  rows: number;
  days: number;
  suppliers: number;
  badRows: number;
  firstBadRows: BadRow[];
}

/**
 * Puts a file's rows into the staging table, instead of what was there, and says what is in them.
 * Loads nothing yet.
 *
 * @throws {ImportRefused} when its columns or its bytes are not what its kind and format promise
 */
export async function stageFile(
  warehouse: Warehouse,
  kind: ImportKind,
  source: ImportSource,
): Promise<Staged> {
  const { clickhouse, database } = warehouse;
  await clear(warehouse, kind);
  try {
    if (source.format === 'parquet') await stageParquetFile(warehouse, kind, source);
    else await stageCsvFile(warehouse, kind, source);
  } catch (error) {
    throw error instanceof ColumnsMissing || isUnreadable(error)
      ? new ImportRefused(source.name, reasonOf(error))
      : error;
  }
  await check[kind](clickhouse, { database });
  return inspect(warehouse, kind);
}

/** Empties the staging tables of a kind. */
export async function clear({ clickhouse, database }: Warehouse, kind: ImportKind): Promise<void> {
  for (const table of ['import_row', `import_${kind}`]) {
    await clearStaging(clickhouse, { database, table });
  }
}

async function stageCsvFile(
  { clickhouse, database }: Warehouse,
  kind: ImportKind,
  { path, format }: ImportSource,
) {
  const file = { path, compression: format === 'csv.gz' ? 'gzip' : 'none' } as const;
  const [first] = await firstLine(clickhouse, file);
  const header = first ? readHeader(first.line) : [];
  const match = matchColumns(kind, header);
  await stageCsv(clickhouse, { database, ...file, ...match, fieldCount: header.length });
}

async function stageParquetFile(
  { clickhouse, database }: Warehouse,
  kind: ImportKind,
  { path }: ImportSource,
) {
  const columns = await parquetColumns(clickhouse, { path });
  const header = columns.map(({ name }) => name);
  const present = presentColumns(kind, header);
  const structure = present.map((name) => `${name} Nullable(String)`).join(', ');
  await stageParquet(clickhouse, { database, path, structure, ...matchColumns(kind, present) });
}

async function inspect({ clickhouse, database }: Warehouse, kind: ImportKind): Promise<Staged> {
  const staged = { database, table: `import_${kind}` };
  const [totals] = await stagedTotals(clickhouse, staged);
  const { good_rows: rows, bad_rows: badRows, days, suppliers } = totals!; // counts are one row
  const firstBadRows =
    badRows > 0 ? await stagedBadRows(clickhouse, { ...staged, limit: REPORTED_BAD_ROWS }) : [];
  return {
    rows,
    days,
    suppliers,
    badRows,
    firstBadRows: firstBadRows.map(({ row_no: row, fault }) => ({ row, reason: fault })),
  };
}

/** What ClickHouse says of a file that is cut off or is not what its first bytes promise. */
function isUnreadable(error: unknown): error is Error {
  return error instanceof Error && UNREADABLE.test(error.message);
}
const UNREADABLE = /parquet|inflate|zlib|gzip|cannot (read|parse|extract|decompress)/i;

function reasonOf(error: Error): string {
  return error instanceof ColumnsMissing ? error.message : `cannot be read: ${error.message}`;
}
