import { SHOWN_COLUMNS } from './limits.ts';
import type { Ruler } from './preview.ts';

/** The place that a robot named in `extra`; each part is undefined when it named none. */
export interface FailingPlace {
  /** A spreadsheet's row, from 1 with the header. */
  row: number | undefined;
  /** A line of a text, from 1; not a row's number where quoted cells go over several lines. */
  line: number | undefined;
  /** Its name, a spreadsheet's letters, or its number from 1. */
  column: string | undefined;
  sheet: string | undefined;
}

const KEYS = {
  row: ['row', 'row_number', 'rowNumber'],
  line: ['line', 'line_number', 'lineNumber'],
  column: ['column', 'col', 'column_name', 'columnName'],
  sheet: ['sheet', 'sheet_name', 'sheetName'],
} as const;

/** Reads it of what a robot told, which may be anything. */
export function failingPlace(extra: unknown): FailingPlace {
  return {
    row: positive(told(extra, KEYS.row)),
    line: positive(told(extra, KEYS.line)),
    column: told(extra, KEYS.column),
    sheet: told(extra, KEYS.sheet),
  };
}

function told(extra: unknown, keys: readonly string[]): string | undefined {
  if (typeof extra !== 'object' || extra === null) return undefined;
  for (const [key, value] of Object.entries(extra)) {
    const isText = typeof value === 'string' && value.trim() !== '';
    if (keys.includes(key) && (isText || typeof value === 'number')) return String(value).trim();
  }
  return undefined;
}

function positive(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/**
 * The ruler over a table.
 *
 * @param failingRow the row that was found to be the failing one
 * @returns null when the robot named neither row nor column
 */
export function layRuler(
  { row, line, column }: FailingPlace,
  table: { failingRow: number | undefined; columns: readonly string[]; columnCount: number },
): Ruler | null {
  const isRowTold = row !== undefined || line !== undefined;
  if (!isRowTold && column === undefined) return null;
  const index = column === undefined ? undefined : columnIndex(column, table);
  const isColumnReached = column === undefined || (index !== undefined && index < SHOWN_COLUMNS);
  return {
    row: table.failingRow ?? null,
    column: index ?? null,
    isReached: isColumnReached && (!isRowTold || table.failingRow !== undefined),
  };
}

/** By its name as in the header, else by its number, else by a spreadsheet's letters. */
function columnIndex(
  column: string,
  { columns, columnCount }: { columns: readonly string[]; columnCount: number },
): number | undefined {
  const named = columns.findIndex((name) => sameName(name, column));
  if (named >= 0) return named;
  const index = (positive(column) ?? letterNumber(column) ?? 0) - 1;
  return index >= 0 && index < columnCount ? index : undefined;
}

const sameName = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** A is 1, Z is 26, AA is 27. */
function letterNumber(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/i.test(letters)) return undefined;
  return [...letters.toUpperCase()].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
}
