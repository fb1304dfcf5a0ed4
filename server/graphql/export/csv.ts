import { valueOf, type Column } from './columns.ts';
import type { Encoder } from './format.ts';

const NEEDS_QUOTES = /[",\r\n]/;
// what spreadsheets take for a formula: https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^[=+\-@\t\r]/;
const BYTE_ORDER_MARK = '\uFEFF';

export interface CsvOptions {
  hasHeader: boolean;
  hasByteOrderMark: boolean;
}

/**
 * RFC 4180, and to the byte what COPY of Postgres writes: lines end with a line feed, null is nothing,
 * an empty text is `""`. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export class CsvEncoder implements Encoder {
  readonly #columns: readonly Column[];
  readonly #options: CsvOptions;

  constructor(columns: readonly Column[], options: CsvOptions) {
    this.#columns = columns;
    this.#options = options;
  }

  begin(): string {
    const { hasHeader, hasByteOrderMark } = this.#options;
    const names = this.#columns.map(({ name }) => quoted(name)).join(',');
    return (hasByteOrderMark ? BYTE_ORDER_MARK : '') + (hasHeader ? `${names}\n` : '');
  }

  rows(edges: readonly unknown[]): string {
    return edges
      .map((edge) => `${this.#columns.map((column) => cell(edge, column)).join(',')}\n`)
      .join('');
  }

  end(): string {
    return '';
  }
}

function cell(edge: unknown, column: Column): string {
  const value = valueOf(edge, column);
  if (value === null || value === undefined) return '';
  const isText = typeof value === 'string' && column.type !== 'JSON';
  const text = isText ? value : JSON.stringify(value);
  return quoted(column.type === 'TEXT' && FORMULA.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  if (text !== '' && !NEEDS_QUOTES.test(text)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}
