import { findHeader } from './header-row.ts';
import { cut, ROWS_AROUND, SHOWN_COLUMNS, SHOWN_ROWS } from './limits.ts';
import type { TablePreview, TableRow } from './preview.ts';
import { layRuler, type FailingPlace } from './ruler.ts';

/** A text, or the number of one that the file has elsewhere. */
export type Cell = string | { shared: number };

/** A row as a reader of some format comes upon it. */
export interface ReadRow {
  number: number;
  /** May be shorter than the row: what is not shown need not be read. */
  cells: readonly Cell[];
  columnCount: number;
  /** The line that it ends with, in formats that have lines. */
  lastLine?: number;
  formulas?: TableRow['formulas'];
}

/** Keeps of a file's rows, which come one by one, those that are shown. */
export class RowWindow {
  readonly #place: FailingPlace;
  readonly #rows: ReadRow[] = [];
  #justBefore: ReadRow[] = [];
  #failingRow: number | undefined;
  #columnCount = 0;

  constructor(place: FailingPlace) {
    this.#place = place;
  }

  /** The numbers of the texts that are elsewhere. */
  get sharedTexts(): Set<number> {
    const cells = this.#rows.flatMap((row) => row.cells);
    return new Set(cells.flatMap((cell) => (typeof cell === 'string' ? [] : [cell.shared])));
  }

  /** Whether one more row may have to be shown, after the row of that number. */
  wantsAfter(number: number): boolean {
    if (number < SHOWN_ROWS) return true;
    if (this.#failingRow !== undefined) return number < this.#failingRow + ROWS_AROUND;
    return (this.#place.row ?? 0) > number || this.#place.line !== undefined;
  }

  add(read: ReadRow): void {
    const row = { ...read, cells: read.cells.slice(0, SHOWN_COLUMNS) };
    this.#columnCount = Math.max(this.#columnCount, read.columnCount);
    this.#failingRow ??= this.#isFailing(read) ? read.number : undefined;
    if (read.number <= SHOWN_ROWS || this.#failingRow !== undefined) {
      this.#rows.push(...this.#justBefore, row);
      this.#justBefore = [];
    } else {
      this.#justBefore = [...this.#justBefore, row].slice(-ROWS_AROUND);
    }
  }

  #isFailing({ number, lastLine }: ReadRow): boolean {
    const { row, line } = this.#place;
    if (row !== undefined) return number === row;
    return line !== undefined && lastLine !== undefined && lastLine >= line;
  }

  /**
   * @param of what the format tells
   * @param shared the texts that are elsewhere, by their number
   */
  toTable(
    of: Pick<TablePreview, 'sheets' | 'sheet' | 'encoding' | 'delimiter' | 'hasMoreRows'>,
    shared: ReadonlyMap<number, string> = new Map(),
  ): TablePreview {
    const rows = this.#rows.map((row) => shown(row, shared));
    const header = findHeader(rows);
    const columns = header?.cells.map((cell) => cell.trim()) ?? [];
    const found = { columns, columnCount: this.#columnCount, failingRow: this.#failingRow };
    return {
      kind: 'TABLE',
      ...of,
      headerRow: header?.number ?? null,
      columns,
      columnCount: this.#columnCount,
      rows,
      hasMoreColumns: this.#columnCount > SHOWN_COLUMNS,
      ruler: layRuler(this.#place, found),
    };
  }
}

function shown(
  { number, cells, formulas = [] }: ReadRow,
  shared: ReadonlyMap<number, string>,
): TableRow {
  const texts = cells.map((cell) =>
    typeof cell === 'string' ? cell : (shared.get(cell.shared) ?? ''),
  );
  return { number, cells: texts.map(cut), formulas };
}
