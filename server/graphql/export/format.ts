import { CsvEncoder } from './csv.ts';
import { NdjsonEncoder } from './ndjson.ts';
import { ParquetEncoder } from './parquet.ts';
import type { ExportPlan } from './plan.ts';

/** Writes rows one part after the other; a part may be empty. */
export interface Encoder {
  begin: () => string | Uint8Array;
  rows: (edges: readonly object[]) => string | Uint8Array;
  end: () => string | Uint8Array;
}

export interface Format {
  contentType: string;
  /** Of the name that the file is saved by. */
  extension: string;
  open: (plan: ExportPlan) => Encoder;
}

/**
 * The format that the first media type of an Accept asks for; undefined where it is none of an export.
 * `text/csv` takes the parameters `header=absent`, to go on in a file that has one, and `bom=present`,
 * without which some spreadsheets take UTF-8 for something else.
 */
export function exportFormat(accept: string | undefined): Format | undefined {
  const [type = '', ...parameters] = (accept ?? '')
    .split(',', 1)
    .join()
    .split(';')
    .map((part) => part.trim().toLowerCase());
  switch (type) {
    case 'text/csv': {
      const hasHeader = !parameters.includes('header=absent');
      const hasByteOrderMark = parameters.includes('bom=present');
      return {
        contentType: `text/csv; charset=utf-8; header=${hasHeader ? 'present' : 'absent'}`,
        extension: 'csv',
        open: ({ columns }) => new CsvEncoder(columns, { hasHeader, hasByteOrderMark }),
      };
    }
    case 'application/x-ndjson':
      return {
        contentType: 'application/x-ndjson; charset=utf-8',
        extension: 'ndjson',
        open: ({ nodeKeys }) => new NdjsonEncoder(nodeKeys),
      };
    case 'application/vnd.apache.parquet':
      return {
        contentType: 'application/vnd.apache.parquet',
        extension: 'parquet',
        open: ({ columns }) => new ParquetEncoder(columns),
      };
    default:
      return undefined;
  }
}
