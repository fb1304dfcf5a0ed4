import type { PreviewColumnsFragment, PreviewTableFragment } from '#lib/graphql/generated.ts';

type Row = PreviewTableFragment['rows'][number];

export interface Cell {
  text: string;
  /** The formula behind it; undefined without one. */
  formula: string | undefined;
  isNumber: boolean;
  isRuled: boolean;
}

export interface TableLine {
  number: number;
  cells: Cell[];
  isRuled: boolean;
  /** Rows before this one are not shown. */
  followsGap: boolean;
}

export interface Heading {
  name: string;
  isRuled: boolean;
  isAdded: boolean;
  /** What the column was called in the last good file; undefined when it was called so as well. */
  was: string | undefined;
}

const NUMBER = /^[-+]?\d[\d\s\u00a0]*(?:[.,]\d+)?\s?%?$/;

/** The columns by name, or by a spreadsheet's letters in a file without a header. */
export function headings(
  { columns, columnCount, rows, ruler }: PreviewTableFragment,
  { added, renamed }: Pick<PreviewColumnsFragment, 'added' | 'renamed'>,
): Heading[] {
  const shown = Math.min(columnCount, Math.max(columns.length, ...rows.map(width)));
  return Array.from({ length: shown }, (_, i) => {
    const name = columns[i]?.trim() || columnLetters(i);
    return {
      name,
      isRuled: ruler?.column === i,
      isAdded: added.includes(columns[i] ?? ''),
      was: renamed.find(({ to }) => to === columns[i])?.from,
    };
  });
}

/** The rows below the header, which stands above them already. */
export function tableLines({ rows, headerRow, ruler }: PreviewTableFragment): TableLine[] {
  return rows.flatMap((row, i) => {
    if (row.number === headerRow) return [];
    const before = rows[i - 1]?.number ?? 0;
    const isRuled = ruler?.row === row.number;
    const followsGap = row.number > before + 1;
    return [{ number: row.number, cells: cellsOf(row, ruler), isRuled, followsGap }];
  });
}

function cellsOf(row: Row, ruler: PreviewTableFragment['ruler']): Cell[] {
  const isRowRuled = !ruler?.row || ruler.row === row.number;
  return row.cells.map((text, i) => ({
    text,
    formula: row.formulas.find(({ column }) => column === i)?.text,
    isNumber: NUMBER.test(text),
    isRuled: isRowRuled && ruler?.column === i,
  }));
}

const width = ({ cells }: Row) => cells.length;

/** A is the first, AA the twenty-seventh. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
