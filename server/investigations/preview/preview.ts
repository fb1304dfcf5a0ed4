import type { FileFormat } from './file-format.ts';

/** What can be said of a look into a file, with the sentence for people. */
export const PREVIEW_STATES = {
  SHOWN: 'Its content is shown.',
  NO_FILE: 'No file was named, or its path is not below a folder that files may be in.',
  NOT_FOUND: 'The file is there no longer.',
  ON_FILE_HOST: 'The file is on the file host, where this server cannot look into it.',
  NOT_READABLE: 'The file is there, but this server is not allowed to read it.',
  EMPTY: 'The file is empty.',
  TOO_LARGE: 'The file is too large to look into.',
  LOCKED: 'The file asks for a password.',
  BROKEN: 'The file cannot be read as what it begins like.',
  HOSTILE: 'The file is built to harm whoever opens it; only its first bytes are shown.',
  TIMED_OUT: 'Looking into the file took too long.',
  BUSY: 'Too many files are being looked into; try again in a moment.',
} as const;
export type PreviewState = keyof typeof PREVIEW_STATES;

/** What whoever opens the file should know, with the sentence for people. */
export const PREVIEW_WARNINGS = {
  WRONG_EXTENSION: 'Its name says another format than its content.',
  MACROS: 'It contains macros. They were not run.',
  EXTERNAL_LINKS: 'It refers to other files or programs. Nothing of them was fetched.',
  FORMULAS: 'It has formulas. Shown is what was saved with them; nothing was calculated.',
  UNREADABLE_CHARACTERS: 'Some of its bytes are no characters in its encoding.',
  UNCLOSED_QUOTE: 'A quotation mark is never closed, so quotation marks are shown as they are.',
  RAGGED_ROWS: 'Not all of its rows have as many columns.',
  MISSING_STRINGS: 'Some of its texts lie too far back to be read.',
  NO_SUCH_SHEET: 'It has no sheet of that name; the first one is shown.',
  HIGH_COMPRESSION: 'It grows to more than a hundred times its size when it is unpacked.',
  OVERLAPPING_ENTRIES: 'Its entries share bytes, as no program packs them.',
  MANY_ENTRIES: 'It has so many entries that not all were looked at.',
  UNSAFE_NAMES: 'Names in it lead out of the folder that it would be unpacked to.',
  NESTED_ARCHIVES: 'It contains other archives.',
  LOCKED_ENTRIES: 'Entries in it ask for a password.',
} as const;
export type PreviewWarningCode = keyof typeof PREVIEW_WARNINGS;

export interface PreviewWarning {
  code: PreviewWarningCode;
  /** What it is about, e.g. the name of an entry; null when the code says all. */
  detail: string | null;
}

/** A row as it is in the file. */
export interface TableRow {
  /** As a spreadsheet counts, from 1 with the header; a quoted line break begins no row. */
  number: number;
  cells: string[];
  formulas: CellFormula[];
}

export interface CellFormula {
  /** From 0. */
  column: number;
  text: string;
}

export interface TablePreview {
  kind: 'TABLE';
  /** All sheets of a workbook in their order; none for text. */
  sheets: string[];
  /** The sheet shown; null for text. */
  sheet: string | null;
  /** null for workbooks. */
  encoding: string | null;
  /** null for workbooks, and for text of one column. */
  delimiter: string | null;
  /** The number of the row that looks like the header; null when none does. */
  headerRow: number | null;
  /** The header's names; empty without one. */
  columns: string[];
  /** Of the widest row seen, also where not all of its columns are shown. */
  columnCount: number;
  /** The first ones, and those around the failing one. */
  rows: TableRow[];
  hasMoreRows: boolean;
  hasMoreColumns: boolean;
  ruler: Ruler | null;
}

/** Where it failed, as far as the robot told. */
export interface Ruler {
  /** null when none was told, or it is not in the file. */
  row: number | null;
  /** From 0; null when none was told, or it is not in the file. */
  column: number | null;
  /** Whether all that was told is among what is shown. */
  isReached: boolean;
}

export interface ArchivePreview {
  kind: 'ARCHIVE';
  entries: ArchiveEntry[];
  /** As the archive says it; more than are listed where it is large. */
  entryCount: number;
  hasMoreEntries: boolean;
}

export interface ArchiveEntry {
  name: string;
  sizeBytes: number;
  compressedBytes: number;
  isLocked: boolean;
  /** Why to be careful with it; empty when nothing speaks against it. */
  warnings: PreviewWarningCode[];
}

export interface BytesPreview {
  kind: 'BYTES';
  /** Sixteen bytes a line. */
  lines: BytesLine[];
}

export interface BytesLine {
  offset: number;
  /** Two digits a byte, with spaces between. */
  hex: string;
  /** With a dot for what is not printable. */
  ascii: string;
}

export type PreviewContent = TablePreview | ArchivePreview | BytesPreview;

/** What a look into an open file brings. */
export interface Look {
  state: PreviewState;
  format: FileFormat | null;
  warnings: PreviewWarning[];
  content: PreviewContent | null;
}

export const warn = (code: PreviewWarningCode, detail: string | null = null): PreviewWarning => ({
  code,
  detail,
});

/** Ends a look with a state other than SHOWN. */
export class CannotShow extends Error {
  readonly state: PreviewState;

  constructor(state: PreviewState) {
    super(PREVIEW_STATES[state]);
    this.state = state;
  }
}
