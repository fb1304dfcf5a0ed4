import type { TableRow } from './preview.ts';

const LOOKED_AT = 20; // letterheads above a price list are shorter

/**
 * The row that looks like the header: the first that names most of the columns, in words. A price
 * list often opens with the supplier's address and a date, which fill one or two cells.
 *
 * @returns undefined when no row looks like one
 */
export function findHeader(rows: readonly TableRow[]): TableRow | undefined {
  const looked = rows.slice(0, LOOKED_AT);
  const width = Math.max(0, ...looked.map(({ cells }) => filled(cells).length));
  const header = looked.find(({ cells }) => filled(cells).length >= Math.max(1, 0.6 * width));
  return header && isInWords(header.cells) ? header : undefined;
}

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '');

function isInWords(cells: readonly string[]): boolean {
  const words = filled(cells).filter((cell) => /\p{L}/u.test(cell) && !/^\d/.test(cell.trim()));
  return words.length > filled(cells).length / 2;
}
