import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { warn, type PreviewWarning, type TablePreview } from './preview.ts';
import { RowWindow } from './row-window.ts';
import type { FailingPlace } from './ruler.ts';
import type { DecodedText } from './text-encoding.ts';

const DELIMITERS = [';', '\t', '|', ',']; // the last of equals: a comma is often within a number
const JUDGED_CHARACTERS = 16 * 1024;
const JUDGED_ROWS = 20;
const CHUNK_BYTES = 64 * 1024;
/** A row of a price list is shorter; what is longer begins with a quotation mark gone astray. */
const ROW_CHARACTERS = 64 * 1024;

/**
 * csv-parse is made to read what others only write: rows of any length, quotation marks in the middle
 * of a cell. It is fed in pieces, so that no more is parsed than is shown.
 */
const OPTIONS = {
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: '\n',
  max_record_size: ROW_CHARACTERS,
} satisfies Options;

/** What a text has to be shown as a table. */
interface TableText extends DecodedText {
  /** Whether the text is the whole file. */
  isWhole: boolean;
}

/** The first rows of a text, and those around the failing one. */
export async function readText(
  source: TableText,
  place: FailingPlace,
): Promise<{ table: TablePreview; warnings: PreviewWarning[] }> {
  const text = wholeLines(source).replace(/\r\n?/g, '\n'); // csv-parse counts a quoted \r\n twice
  const delimiter = guessDelimiter(text);
  const quoted = await readRows(text, place, { delimiter: delimiter ?? ';' });
  const isQuoteOpen = quoted.fault === 'CSV_MAX_RECORD_SIZE' || (source.isWhole && quoted.fault);
  const { window, hasMoreRows } = isQuoteOpen
    ? await readRows(text, place, { delimiter: delimiter ?? ';', quote: null })
    : quoted;
  const table = window.toTable({
    sheets: [],
    sheet: null,
    encoding: source.encoding,
    delimiter: delimiter ?? null,
    hasMoreRows: hasMoreRows || !source.isWhole,
  });
  const warnings = [
    ...(source.hasUnreadable ? [warn('UNREADABLE_CHARACTERS')] : []),
    ...(isQuoteOpen ? [warn('UNCLOSED_QUOTE')] : []),
    ...(isRagged(table) ? [warn('RAGGED_ROWS')] : []),
  ];
  return { table, warnings };
}

/** Up to `fault`, by which csv-parse says what it could not read; undefined when it read all. */
async function readRows(text: string, place: FailingPlace, options: Options) {
  const window = new RowWindow(place);
  const parser = Readable.from(pieces(text)).pipe(parse({ ...OPTIONS, ...options, info: true }));
  let number = 0;
  try {
    // the parser tells nothing of the types of what it yields
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      if (!window.wantsAfter(number)) return { window, hasMoreRows: true };
      window.add({
        number: ++number,
        cells: record,
        columnCount: record.length,
        lastLine: info.lines,
      });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { window, hasMoreRows: true, fault: error.code };
  }
  return { window, hasMoreRows: false };
}

interface ParsedRow {
  record: string[];
  info: { lines: number };
}

function* pieces(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** Without the line that the end of the look cuts in two, unless it is the only one. */
function wholeLines({ text, isWhole }: TableText): string {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return isWhole || end < 0 ? text : text.slice(0, end + 1);
}

/**
 * The delimiter that gives most rows the same width, and a great one. csv-parse can guess, but takes
 * any character for a delimiter (the o of `one column`) and fails on `Цена,руб;кол`.
 */
export function guessDelimiter(text: string): string | undefined {
  const head = text.slice(0, JUDGED_CHARACTERS);
  const judged = DELIMITERS.map((delimiter) => ({ delimiter, score: score(head, delimiter) }));
  const best = judged.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.delimiter : undefined;
}

function score(head: string, delimiter: string): number {
  const widths = firstRows(head, delimiter).map(({ length }) => length);
  const count = (width: number) => widths.filter((other) => other === width).length;
  const usual = widths.reduce((one, other) => (count(other) > count(one) ? other : one), 1);
  return (count(usual) / Math.max(1, widths.length)) * Math.log2(usual);
}

function firstRows(head: string, delimiter: string): string[][] {
  const options = { ...OPTIONS, delimiter, to: JUDGED_ROWS, skip_empty_lines: true };
  try {
    return parseNow(head, options);
  } catch {
    return parseNow(head, { ...options, quote: null }); // a quotation mark is never closed
  }
}

function isRagged({ rows, headerRow }: TablePreview): boolean {
  const body = rows.filter(({ number }) => number >= (headerRow ?? 1));
  const widths = body.map(({ cells }) => cells.length).filter((width) => width > 1);
  return new Set(widths).size > 1;
}
