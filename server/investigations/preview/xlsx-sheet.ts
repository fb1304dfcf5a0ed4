import { cut, SHOWN_CHARACTERS, SHOWN_COLUMNS } from './limits.ts';
import type { CellFormula } from './preview.ts';
import type { Cell, RowWindow } from './row-window.ts';
import type { CellFormats } from './xlsx-formats.ts';
import type { XmlReader } from './xml.ts';

type Attributes = Readonly<Record<string, string>>;

/**
 * Hears the XML of a sheet and hands its rows to the window. Rows and cells may leave their place out,
 * and then follow the one before; no row or cell is taken to come before the last one, whatever it
 * claims, so that what is kept is bounded.
 *
 * @see ECMA-376 part 1, 18.3.1.73 (row) and 18.3.1.4 (c)
 */
export class SheetReader implements XmlReader {
  readonly #window: RowWindow;
  readonly #formats: CellFormats;
  #row = 0;
  #cells: Cell[] = [];
  #formulas: CellFormula[] = [];
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  #formula = '';
  #hears: 'value' | 'formula' | 'nothing' = 'nothing';
  #isDone = false;

  constructor(window: RowWindow, formats: CellFormats) {
    this.#window = window;
    this.#formats = formats;
  }

  isDone(): boolean {
    return this.#isDone;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#isDone) return;
    if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    this.#hears = name === 'v' || name === 't' ? 'value' : name === 'f' ? 'formula' : 'nothing';
  }

  text(text: string): void {
    const more = text.slice(0, SHOWN_CHARACTERS + 1);
    if (this.#hears === 'value' && this.#value.length <= SHOWN_CHARACTERS) this.#value += more;
    if (this.#hears === 'formula' && this.#formula.length <= SHOWN_CHARACTERS)
      this.#formula += more;
  }

  close(name: string): void {
    if (this.#isDone) return;
    this.#hears = 'nothing';
    if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
  }

  #openRow({ r }: Attributes): void {
    if (!this.#window.wantsAfter(this.#row)) {
      this.#isDone = true;
      return;
    }
    const told = /^\d{1,9}$/.test(r ?? '') ? Number(r) : 0;
    this.#row = Math.max(this.#row + 1, told);
    [this.#cells, this.#formulas, this.#column] = [[], [], -1];
  }

  #openCell({ r, t, s }: Attributes): void {
    this.#column = Math.max(this.#column + 1, columnOf(r ?? ''));
    [this.#type, this.#style, this.#value, this.#formula] = [t ?? 'n', Number(s ?? 0), '', ''];
  }

  #closeCell(): void {
    if (this.#column >= SHOWN_COLUMNS) return; // counted, and that is all
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells.push(this.#cell());
    if (this.#formula !== '')
      this.#formulas.push({ column: this.#column, text: cut(`=${this.#formula}`) });
  }

  #cell(): Cell {
    if (this.#type === 's' && /^\d{1,9}$/.test(this.#value)) return { shared: Number(this.#value) };
    if (this.#type === 'b') return this.#value === '1' ? 'TRUE' : 'FALSE';
    return this.#type === 'n' ? this.#formats.show(this.#value, this.#style) : this.#value;
  }

  #closeRow(): void {
    this.#window.add({
      number: this.#row,
      cells: this.#cells,
      columnCount: this.#column + 1,
      formulas: this.#formulas,
    });
  }
}

const LAST_COLUMN = 16_383; // XFD

/** `AB12` is 27; -1 for what is no place of a sheet. */
function columnOf(place: string): number {
  const letters = /^([A-Z]{1,3})\d*$/.exec(place)?.[1];
  if (!letters) return -1;
  const number = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return number - 1 > LAST_COLUMN ? -1 : number - 1;
}
