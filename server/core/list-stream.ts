export type Row = Record<string, unknown>;

/** The rows of one statement, some at a time; what is not taken is not read either. */
export interface Rows {
  /** The next ones; fewer than asked for at the end. */
  take: (count: number) => Promise<Row[]>;
  /** Ends the work of the statement. */
  close: () => void;
}

/**
 * A list that is read to its end: all its parts come from one statement, which whoever takes the first
 * part opens.
 */
export class ListStream {
  /** How long it may take. */
  readonly maxMs: number;
  #rows: Promise<Rows> | undefined;

  constructor(maxMs: number) {
    this.maxMs = maxMs;
  }

  async take(count: number, open: () => Promise<Rows>): Promise<Row[]> {
    this.#rows ??= open();
    return (await this.#rows).take(count);
  }

  async close(): Promise<void> {
    const rows = await this.#rows?.catch(() => undefined); // whoever took them knows why there are none
    rows?.close();
  }
}
