/** How much of a file is looked at, whatever it claims to be. */

export const SHOWN_ROWS = 50;
/** Shown before and after the failing row. */
export const ROWS_AROUND = 5;
export const SHOWN_COLUMNS = 100;
export const SHOWN_CHARACTERS = 200; // of a cell, a name, a formula
export const SHOWN_ENTRIES = 200;
export const SHOWN_BYTES = 512;

/** Of a text without a failing row to find; at 5 kB a row it still is more rows than are shown. */
export const TEXT_HEAD_BYTES = 256 * 1024;
/** Of a text with one: some 80,000 rows of a price list. */
export const TEXT_SEARCH_BYTES = 8 * 1024 * 1024;
/** Larger workbooks are not opened: the old format has to be read whole. */
export const WORKBOOK_BYTES = 20 * 1024 * 1024;
/** What all parts of a workbook together may inflate to. */
export const INFLATED_BYTES = 64 * 1024 * 1024;
/** Looked at of an archive. */
export const READ_ENTRIES = 10_000;

/** As much of a text as is shown, with a mark where it was cut. */
export function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}
