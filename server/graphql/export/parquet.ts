import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { valueOf, type Column, type ColumnType } from './columns.ts';
import type { Encoder } from './format.ts';

const ROW_GROUP = 5_000; // rows, which are held back until there are so many
const DAY_MS = 86_400_000;

interface Kind {
  element: Omit<SchemaElement, 'name'>;
  /** A value that is not null as the writer takes it. */
  encode: (value: unknown) => unknown;
}

const TEXT: Kind['element'] = {
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
};

const KINDS: Record<ColumnType, Kind> = {
  TEXT: { element: TEXT, encode: String },
  INT: { element: { type: 'INT32' }, encode: Number },
  FLOAT: { element: { type: 'DOUBLE' }, encode: Number },
  BOOLEAN: { element: { type: 'BOOLEAN' }, encode: Boolean },
  INSTANT: {
    element: {
      type: 'INT64',
      converted_type: 'TIMESTAMP_MICROS',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    },
    encode: (value) => microseconds(String(value)),
  },
  DATE: {
    element: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
    encode: (value) => Date.parse(String(value)) / DAY_MS,
  },
  JSON: {
    element: { type: 'BYTE_ARRAY', converted_type: 'JSON', logical_type: { type: 'JSON' } },
    encode: (value) => value, // the writer makes it text
  },
};

/**
 * Apache Parquet: instants in microseconds of UTC, days, whole numbers and texts as such. A file without
 * the end that comes last is no Parquet file to any reader.
 */
export class ParquetEncoder implements Encoder {
  readonly #columns: readonly Column[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #waiting: object[] = [];

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    const elements = columns.map(({ name, type }): SchemaElement => ({
      ...KINDS[type].element,
      name,
      repetition_type: 'OPTIONAL',
    }));
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: 'rows', num_children: columns.length }, ...elements],
      createdBy: 'pricelens',
    });
  }

  begin(): Uint8Array {
    return this.#written();
  }

  rows(edges: readonly object[]): Uint8Array {
    this.#waiting.push(...edges);
    if (this.#waiting.length >= ROW_GROUP) this.#writeGroup();
    return this.#written();
  }

  end(): Uint8Array {
    this.#writeGroup();
    void this.#writer.finish(); // into memory, where nothing is waited for
    return this.#written();
  }

  #writeGroup(): void {
    if (this.#waiting.length === 0) return;
    const columnData = this.#columns.map((column) => ({
      name: column.name,
      data: this.#waiting.map((edge) => encoded(edge, column)),
    }));
    void this.#writer.write({ columnData, rowGroupSize: this.#waiting.length }); // into memory
    this.#waiting = [];
  }

  /** What was written since it was last asked. */
  #written(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

function encoded(edge: object, column: Column): unknown {
  const value = valueOf(edge, column);
  return value === null || value === undefined ? null : KINDS[column.type].encode(value);
}

/** Since 1970, of ISO 8601 in UTC; a Date knows milliseconds only. */
function microseconds(instant: string): bigint {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(instant) ?? [];
  return BigInt(Date.parse(instant)) * 1000n + BigInt(fraction.slice(3, 6).padEnd(3, '0'));
}
