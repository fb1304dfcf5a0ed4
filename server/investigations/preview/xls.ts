import { CFB, read, utils, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { cut, ROWS_AROUND, SHOWN_COLUMNS, SHOWN_ROWS } from './limits.ts';
import { CannotShow, warn, type PreviewWarning, type TablePreview } from './preview.ts';
import { RowWindow } from './row-window.ts';
import type { FailingPlace } from './ruler.ts';
import { formulaWarnings } from './xlsx.ts';

/**
 * The first rows of a sheet in Excel's format of 1997 to 2003.
 *
 * SheetJS alone reads it. Its package `xlsx` on npm stopped at a version with known faults; @e965/xlsx
 * is what its authors release since then, republished on npm. It gets no other format, works in a
 * worker that lives for this one file, and is stopped when it takes too long.
 *
 * @throws {CannotShow} BROKEN, LOCKED
 */
export function readXls(
  bytes: Buffer,
  place: FailingPlace,
  asked: string | undefined,
): { table: TablePreview; warnings: PreviewWarning[] } {
  const parts = partsOf(bytes);
  if (parts.some((name) => /EncryptedPackage/.test(name))) throw new CannotShow('LOCKED');
  if (!parts.some((name) => /\/(Workbook|Book)$/i.test(name))) throw new CannotShow('BROKEN');
  const last = Math.max(SHOWN_ROWS, (place.row ?? 0) + ROWS_AROUND);
  const { SheetNames: sheets } = open(bytes, { bookSheets: true });
  const name = asked ?? place.sheet;
  const sheetName = sheets.find((one) => one === name) ?? sheets[0];
  if (sheetName === undefined) throw new CannotShow('BROKEN');
  const sheet = open(bytes, { sheetRows: last, sheets: [sheetName] }).Sheets[sheetName];
  if (!sheet) throw new CannotShow('BROKEN');
  const window = readRows(sheet, place);
  const table = window.toTable({
    sheets,
    sheet: sheetName,
    encoding: null,
    delimiter: null,
    hasMoreRows: lastRow(sheet) > last,
  });
  const macros = parts.find((part) => /_VBA_PROJECT/i.test(part));
  const warnings = [
    ...(macros ? [warn('MACROS')] : []),
    ...formulaWarnings(table),
    ...(name !== undefined && name !== sheetName ? [warn('NO_SUCH_SHEET', name)] : []),
  ];
  return { table, warnings };
}

function partsOf(bytes: Buffer): string[] {
  try {
    return CFB.read(bytes, { type: 'buffer' }).FullPaths;
  } catch {
    throw new CannotShow('BROKEN');
  }
}

function open(bytes: Buffer, options: object): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellHTML: false, ...options });
  } catch (error) {
    // SheetJS knows no classes of errors
    throw new CannotShow(/password/i.test(String(error)) ? 'LOCKED' : 'BROKEN');
  }
}

/** How far the sheet goes; `!ref` goes as far as was read. */
function lastRow(sheet: WorkSheet): number {
  const range = (sheet['!fullref'] as string | undefined) ?? sheet['!ref']; // not in its types
  return range === undefined ? 0 : utils.decode_range(range).e.r + 1;
}

function readRows(sheet: WorkSheet, place: FailingPlace): RowWindow {
  const window = new RowWindow(place);
  const rows = sheet['!data'] ?? [];
  rows.forEach((cells: (CellObject | undefined)[] | undefined, index) => {
    if (!cells) return;
    const shown = Array.from(cells.slice(0, SHOWN_COLUMNS));
    window.add({
      number: index + 1,
      cells: shown.map((cell) => String(cell?.w ?? cell?.v ?? '')),
      columnCount: cells.length,
      formulas: shown.flatMap((cell, column) =>
        cell?.f === undefined ? [] : [{ column, text: cut(`=${cell.f}`) }],
      ),
    });
  });
  return window;
}
