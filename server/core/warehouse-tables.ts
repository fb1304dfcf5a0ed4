import { z } from 'zod';
import { defineQuery, WarehouseRefused, type ClickHouseClient } from './clickhouse.ts';

/** What a column has to be; ClickHouse has several types of each kind. */
const KINDS = {
  day: { types: /^Date(32)?$/, example: 'Date' },
  time: { types: /^DateTime(64)?(\(.*\))?$/, example: 'DateTime' },
  number: { types: /^U?Int(8|16|32|64)$/, example: 'UInt32' },
  text: { types: /^String$/, example: 'String' },
};
type Kind = keyof typeof KINDS;

/** The columns that Pricelens reads. The articles of `deliveries` want `sku` as well, if asked for. */
const TABLES: Record<string, Record<string, Kind>> = {
  dif_step_1: { dateupd: 'day', supid: 'number' },
  dif_errors: { dt: 'time', supid: 'number', error_id: 'number' },
  error_list: { id: 'number', error_text: 'text' },
};

/** What was found of a column: its type, or ClickHouse's number of the error that asking for it gave. */
export type ColumnAnswer = { type: string } | { error: string };

const columnType = defineQuery('core/column-type', {
  params: z.object({ database: z.string(), table: z.string(), column: z.string() }),
  row: z.object({ type: z.string() }),
});

/**
 * What a company's database of the warehouse lacks of what Pricelens reads; each a sentence that says
 * what to do.
 *
 * @throws {WarehouseUnavailable} {TimedOut}
 */
export async function findWarehouseFaults(
  clickhouse: ClickHouseClient,
  database: string,
): Promise<string[]> {
  const tables = await Promise.all(
    Object.entries(TABLES).map(async ([table, columns]) => {
      const names = Object.keys(columns);
      const answers = await Promise.all(
        names.map((column) => askForColumn(clickhouse, { database, table, column })),
      );
      return faultsOf(`${database}.${table}`, columns, answers);
    }),
  );
  return [...new Set(tables.flat())];
}

async function askForColumn(
  clickhouse: ClickHouseClient,
  place: { database: string; table: string; column: string },
): Promise<ColumnAnswer> {
  try {
    const [row] = await columnType(clickhouse, place);
    return row!; // it describes one column
  } catch (error) {
    if (error instanceof WarehouseRefused) return { error: error.number };
    throw error;
  }
}

const [UNKNOWN_IDENTIFIER, UNKNOWN_TABLE, UNKNOWN_DATABASE, ACCESS_DENIED] = [
  '47',
  '60',
  '81',
  '497',
];

/** @param answers of the columns, in their order */
export function faultsOf(
  table: string,
  columns: Record<string, Kind>,
  answers: readonly ColumnAnswer[],
): string[] {
  const found = Object.entries(columns).map(([name, kind], i) => ({ name, kind, ...answers[i]! }));
  const refusedBy = (error: string) =>
    found.filter((column) => 'error' in column && column.error === error);
  const all = Object.keys(columns).join(', ');
  if (refusedBy(UNKNOWN_DATABASE).length > 0) {
    const [database] = table.split('.');
    return [
      `The warehouse has no database ${database}. Make it, or name the company’s in its settings.`,
    ];
  }
  if (refusedBy(UNKNOWN_TABLE).length > 0) {
    return [`The warehouse has no table ${table}. It has to have the columns ${all}.`];
  }
  const denied = refusedBy(ACCESS_DENIED).map(({ name }) => name);
  const missing = refusedBy(UNKNOWN_IDENTIFIER).map(({ name, kind }) => {
    const { example } = KINDS[kind];
    return `${table} lacks the column ${name}. Add it: ALTER TABLE ${table} ADD COLUMN ${name} ${example}`;
  });
  const grant = `GRANT SELECT(${denied.join(', ')}) ON ${table} TO the user of CLICKHOUSE_URL`;
  const refused =
    denied.length > 0 ? [`${table} may not be read. Let its administrator run: ${grant}`] : [];
  return [...missing, ...refused, ...found.flatMap((column) => strangenessOf(table, column))];
}

function strangenessOf(
  table: string,
  column: { name: string; kind: Kind } & ColumnAnswer,
): string[] {
  const known = [UNKNOWN_IDENTIFIER, ACCESS_DENIED];
  if ('error' in column) {
    if (known.includes(column.error)) return [];
    return [
      `${table}.${column.name} can't be read: ClickHouse answers with error ${column.error}.`,
    ];
  }
  const { types, example } = KINDS[column.kind];
  const bare = column.type.replace(/^(?:LowCardinality|Nullable)\((.*)\)$/, '$1');
  if (types.test(bare) || types.test(bare.replace(/^Nullable\((.*)\)$/, '$1'))) return [];
  return [`${table}.${column.name} is of the type ${column.type}; it has to be a ${example}.`];
}
