/** What a file brings: price rows, failures, or what the ids of failures mean. */
export type ImportKind = 'success' | 'errors' | 'dictionary';

export interface ImportColumn {
  name: string;
  /** What the cell is in a file without this column; a file is refused when this is undefined. */
  absent?: string;
}

/** The columns of each kind, in the order in which sql/migrations/…-import-*-row.sql reads its cells. */
export const importColumns: Record<ImportKind, readonly ImportColumn[]> = {
  success: [
    { name: 'dateupd' },
    { name: 'supid' },
    { name: 'sku', absent: '' },
    { name: 'qty', absent: '0' },
    { name: 'price', absent: '0' },
  ],
  errors: [{ name: 'dt' }, { name: 'supid' }, { name: 'error_id' }],
  dictionary: [{ name: 'id' }, { name: 'error_text' }],
};

/** A file's header does not have what its kind needs, as a sentence. */
export class ColumnsMissing extends Error {
  constructor(missing: readonly string[], found: readonly string[]) {
    const plural = missing.length > 1 ? 's' : '';
    super(
      `has no column${plural} ${missing.join(', ')}; ` +
        (found.length > 0 ? `its header has: ${shown(found)}.` : 'it has no header.'),
    );
  }
}

/** What is no CSV may have a first line of any length, and bytes that would upset a terminal. */
function shown(names: readonly string[]): string {
  const clean = names.map((name) => name.replace(/\p{Cc}/gu, ' ').slice(0, SHOWN_LENGTH));
  const more = names.length > SHOWN_NAMES ? ' …' : '';
  return clean.slice(0, SHOWN_NAMES).join(', ') + more;
}
const SHOWN_NAMES = 30;
const SHOWN_LENGTH = 40;

/** How many cells a staged row has (sql/migrations/0008-import-row.sql): as many as the widest kind. */
const CELLS = 5;

/** Where the cells of a staged row come from. */
export interface ColumnMatch {
  /** Per cell its place in the header, from 1, or past the header's end in `absent`. */
  positions: number[];
  /** What cells are that the header does not have. */
  absent: string[];
}

/**
 * Finds the columns of a kind in a header. Case and blanks around a name do not count, other columns
 * are passed over.
 *
 * @throws {ColumnsMissing}
 */
export function matchColumns(kind: ImportKind, header: readonly string[]): ColumnMatch {
  const names = header.map((name) => name.trim().toLowerCase());
  const columns = importColumns[kind];
  const missing = columns.filter(
    ({ name, absent }) => absent === undefined && !names.includes(name),
  );
  if (missing.length > 0) {
    throw new ColumnsMissing(
      missing.map(({ name }) => name),
      header,
    );
  }
  const absent = Array.from({ length: CELLS }, (_, i) => columns[i]?.absent ?? '');
  const positions = absent.map((_, i) => {
    const place = names.indexOf(columns[i]?.name ?? '') + 1;
    return place || header.length + i + 1;
  });
  return { positions, absent };
}

/** The columns of a kind that a header has, in the kind's order and under its names. */
export function presentColumns(kind: ImportKind, header: readonly string[]): string[] {
  const { positions } = matchColumns(kind, header);
  return importColumns[kind]
    .map(({ name }) => name)
    .filter((_, i) => positions[i]! <= header.length); // every column has a position
}

// As in sql/warehouse/stage-csv.sql: a quoted value, a plain one (a quote inside is a quote), nothing.
const FIELD = /("(?:[^"]|"")*"|[^",][^,]*|),/g;

/** The fields of a CSV header; the byte order mark that Excel puts first is not part of one. */
export function readHeader(line: string): string[] {
  const text = line.replace(/^\uFEFF/, '').replace(/\r$/, '');
  const fields = [...`${text},`.matchAll(FIELD)].map(([, field = '']) => field);
  return fields.map((field) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );
}
