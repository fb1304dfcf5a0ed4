import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defineQuery, type ClickHouseClient } from '../core/clickhouse.ts';

const database = z.string().min(1);
const file = { path: z.string(), compression: z.enum(['none', 'gzip']) };
const cells = { positions: z.array(z.int()), absent: z.array(z.string()) };
const rowNumber = z.coerce.number().int(); // UInt64 arrives as a string

export const firstLine = defineQuery('warehouse/first-line', {
  params: z.object(file),
  row: z.object({ line: z.string() }),
});

export const parquetColumns = defineQuery('warehouse/parquet-columns', {
  params: z.object({ path: z.string() }),
  row: z.object({ name: z.string() }),
});

export const stageCsv = defineStatement(
  'warehouse/stage-csv',
  z.object({
    database,
    ...file,
    ...cells,
    fieldCount: z.int(),
  }),
);

export const stageParquet = defineStatement(
  'warehouse/stage-parquet',
  z.object({ database, path: z.string(), ...cells, structure: z.string() }),
);

export const stagedTotals = defineQuery('warehouse/staged-totals', {
  params: z.object({ database, table: z.string() }),
  row: z.object({
    good_rows: rowNumber,
    bad_rows: rowNumber,
    days: rowNumber,
    suppliers: rowNumber,
  }),
});

export const stagedBadRows = defineQuery('warehouse/staged-bad-rows', {
  params: z.object({ database, table: z.string(), limit: z.int() }),
  row: z.object({ row_no: rowNumber, fault: z.string() }),
});

export const clearStaging = defineStatement(
  'warehouse/clear-staging',
  z.object({ database, table: z.string() }),
);

const checked = z.object({ database });
const publication = z.object({ database, importId: z.int() });

/** By kind of file: from staged text to what the warehouse wants, and what is wrong with each row. */
export const check = {
  success: defineStatement('warehouse/check-success', checked),
  errors: defineStatement('warehouse/check-errors', checked),
  dictionary: defineStatement('warehouse/check-dictionary', checked),
};

/** By kind of file: into the table it is meant for, and out of it what a broken import left there. */
export const publish = {
  success: defineStatement('warehouse/publish-success', publication),
  errors: defineStatement('warehouse/publish-errors', publication),
  dictionary: defineStatement('warehouse/publish-dictionary', publication),
};
export const withdraw = {
  success: defineStatement('warehouse/withdraw-success', publication),
  errors: defineStatement('warehouse/withdraw-errors', publication),
  dictionary: defineStatement('warehouse/withdraw-dictionary', publication),
};

export const runningImport = defineQuery('warehouse/running-import', {
  params: z.object({}),
  row: z.object({
    statement: z.string(),
    read_rows: rowNumber,
    read_bytes: rowNumber,
    total_rows: rowNumber,
  }),
});

export const isEmpty = defineQuery('warehouse/is-empty', {
  params: z.object({ database }),
  row: z.object({ is_empty: z.number() }),
});

const importKind = z.enum(['success', 'errors', 'dictionary']);

export const imports = defineQuery('warehouse/imports', {
  params: z.object({ database }),
  row: z.object({
    import_id: z.int(),
    reached: z.enum(['STAGED', 'LOADED']),
    kind: importKind,
    sha256: z.string(),
    name: z.string(),
    rows: rowNumber,
  }),
});

export const recordImport = defineStatement(
  'warehouse/record-import',
  z.object({
    database,
    importId: z.int(),
    kind: importKind,
    sha256: z.string(),
    name: z.string(),
    rows: z.int(),
    state: z.enum(['STAGED', 'LOADED']),
  }),
);

/** Binds sql/<name>.sql, a statement that changes the warehouse, to the types of its parameters. */
function defineStatement<P extends z.ZodObject>(name: string, params: P) {
  const query = readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
  return async (clickhouse: ClickHouseClient, args: z.input<P>): Promise<void> => {
    await clickhouse.command({
      query,
      query_params: params.parse(args),
      clickhouse_settings: { log_comment: name },
    });
  };
}
