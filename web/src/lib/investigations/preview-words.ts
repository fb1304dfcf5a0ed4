import type {
  ColumnComparisonState,
  FileFormat,
  PreviewState,
  PreviewWarningCode,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '#lib/ui/number.ts';

/** How a look into a file ended, said to whoever wanted to see it. */
export const PREVIEW_STATES = {
  SHOWN: m.preview_shown,
  NO_FILE: m.preview_no_file,
  NOT_FOUND: m.preview_not_found,
  ON_FILE_HOST: m.preview_on_file_host,
  NOT_READABLE: m.preview_not_readable,
  EMPTY: m.preview_empty,
  TOO_LARGE: m.preview_too_large,
  LOCKED: m.preview_locked,
  BROKEN: m.preview_broken,
  HOSTILE: m.preview_hostile,
  TIMED_OUT: m.preview_timed_out,
  BUSY: m.preview_busy,
} satisfies Record<PreviewState, () => string>;

export const PREVIEW_WARNINGS = {
  WRONG_EXTENSION: m.preview_wrong_extension,
  MACROS: m.preview_macros,
  EXTERNAL_LINKS: m.preview_external_links,
  FORMULAS: m.preview_formulas,
  UNREADABLE_CHARACTERS: m.preview_unreadable_characters,
  UNCLOSED_QUOTE: m.preview_unclosed_quote,
  RAGGED_ROWS: m.preview_ragged_rows,
  MISSING_STRINGS: m.preview_missing_strings,
  NO_SUCH_SHEET: m.preview_no_such_sheet,
  HIGH_COMPRESSION: m.preview_high_compression,
  OVERLAPPING_ENTRIES: m.preview_overlapping_entries,
  MANY_ENTRIES: m.preview_many_entries,
  UNSAFE_NAMES: m.preview_unsafe_names,
  NESTED_ARCHIVES: m.preview_nested_archives,
  LOCKED_ENTRIES: m.preview_locked_entries,
} satisfies Record<PreviewWarningCode, () => string>;

export const FORMATS = {
  TEXT: m.format_text,
  XLSX: m.format_xlsx,
  XLS: m.format_xls,
  ZIP: m.format_zip,
  GZIP: m.format_gzip,
  RAR: m.format_rar,
  SEVEN_ZIP: m.format_seven_zip,
  OLE2: m.format_ole2,
  PDF: m.format_pdf,
  HTML: m.format_html,
  XML: m.format_xml,
  IMAGE: m.format_image,
  UNKNOWN: m.format_unknown,
} satisfies Record<FileFormat, () => string>;

export const COMPARISONS = {
  COMPARED: m.columns_same,
  NO_HEADER: m.columns_no_header,
  NONE_KNOWN: m.columns_none_known,
} satisfies Record<ColumnComparisonState, () => string>;

const DELIMITERS: Record<string, () => string> = {
  ';': m.delimiter_semicolon,
  ',': m.delimiter_comma,
  '\t': m.delimiter_tab,
  '|': m.delimiter_bar,
};

/** "semicolon"; one without a name stands for itself. */
export function delimiterWord(delimiter: string): string {
  return DELIMITERS[delimiter]?.() ?? delimiter;
}

const SIZES = [
  { bytes: 1_000_000_000, word: m.size_gigabytes },
  { bytes: 1_000_000, word: m.size_megabytes },
  { bytes: 1_000, word: m.size_kilobytes },
];

/** "41 kB": the largest unit that leaves a whole number, rounded. */
export function formatBytes(bytes: number): string {
  const unit = SIZES.find((size) => bytes >= size.bytes);
  if (!unit) return m.size_bytes({ number: formatCount(bytes) });
  return unit.word({ number: formatCount(Math.round(bytes / unit.bytes)) });
}
