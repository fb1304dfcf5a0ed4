import type { Readable } from 'node:stream';
import {
  WarehouseRefused,
  WarehouseUnavailable,
  type ClickHouseClient,
  type Question,
} from './clickhouse.ts';
import { DomainError } from './errors.ts';
import type { Row, Rows } from './list-stream.ts';
import { stopSignal } from './stoppable.ts';
import { connectionOf } from './warehouse-connection.ts';

// Beyond it ClickHouse groups and sorts on its disk: where it is embedded its memory is ours.
const MAX_BYTES = String(32 * 1024 * 1024);
const BLOCK_ROWS = '8192'; // what it hands over at a time, an eighth of the usual
const LINE_FEED = 10;

/**
 * Asks the warehouse for rows that are taken bit by bit, for `maxMs` at the longest. They are of the
 * moment of the question: ClickHouse reads the parts that there were then.
 *
 * @param name found in system.query_log and in errors
 * @throws {WarehouseUnavailable} {WarehouseRefused} and so does whoever takes rows
 */
export async function streamWarehouse(
  clickhouse: ClickHouseClient,
  name: string,
  question: Question,
  maxMs: number,
): Promise<Rows> {
  const { slots } = connectionOf(clickhouse);
  const opened = Promise.withResolvers<Rows>();
  const closed = Promise.withResolvers<void>();
  const stream = async () => {
    opened.resolve(await open(clickhouse, name, question, { maxMs, closed: closed.resolve }));
    await closed.promise;
  };
  slots
    .run(
      stream,
      () => new WarehouseUnavailable(new Error('it has all the questions of ours that it may')),
    )
    .catch(opened.reject);
  return opened.promise;
}

async function open(
  clickhouse: ClickHouseClient,
  name: string,
  { query, query_params }: Question,
  { maxMs, closed }: { maxMs: number; closed: () => void },
): Promise<Rows> {
  const stop = new AbortController();
  try {
    const settings = await connectionOf(clickhouse).settings();
    const answer = clickhouse.exec({
      query: `-- ${name}\n${query}\nFORMAT JSONEachRow`,
      query_params,
      abort_signal: stop.signal,
      clickhouse_settings: mayBeSet(settings) ? { ...settings, ...bounds(maxMs) } : {},
    });
    const { stream } = await untilStopped(answer);
    return new StreamedRows(name, stream, () => {
      stop.abort();
      closed();
    });
  } catch (error) {
    stop.abort();
    throw asOurs(name, error);
  }
}

const mayBeSet = (settings: object) => Object.keys(settings).length > 0;

const bounds = (maxMs: number) => ({
  max_execution_time: Math.ceil(maxMs / 1000),
  max_bytes_before_external_group_by: MAX_BYTES,
  max_bytes_before_external_sort: MAX_BYTES,
  max_block_size: BLOCK_ROWS,
});

class StreamedRows implements Rows {
  readonly #name: string;
  readonly #stream: Readable;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #closed: () => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(name: string, stream: Readable, closed: () => void) {
    this.#name = name;
    this.#stream = stream.on('error', () => undefined); // whoever takes rows is told
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.#closed = closed;
  }

  async take(count: number): Promise<Row[]> {
    const rows: Row[] = [];
    while (rows.length < count) {
      const end = this.#rest.indexOf(LINE_FEED);
      if (end >= 0) {
        rows.push(this.#read(this.#rest.toString('utf8', 0, end)));
        this.#rest = this.#rest.subarray(end + 1);
      } else if (!(await this.#readOn())) {
        return rows;
      }
    }
    return rows;
  }

  close(): void {
    this.#stream.destroy();
    this.#closed();
  }

  /** Whether there is more. */
  async #readOn(): Promise<boolean> {
    try {
      const { value, done } = await untilStopped(this.#chunks.next());
      if (!done) this.#rest = Buffer.concat([this.#rest, value]);
      else if (this.#rest.length > 0) throw new Error('its answer ended in the middle of a row');
      return !done;
    } catch (error) {
      throw asOurs(this.#name, error);
    }
  }

  /** A server that fails on its way says so in the place of the next row, which is no JSON then. */
  #read(line: string): Row {
    try {
      return JSON.parse(line) as Row;
    } catch {
      throw new WarehouseRefused(this.#name, new Error(`${line}${this.#rest.toString()}`));
    }
  }
}

/** What is waited for goes on by itself; whoever waits sees to its end. */
async function untilStopped<T>(work: Promise<T>): Promise<T> {
  const signal = stopSignal();
  if (!signal) return work;
  const stopped = Promise.withResolvers<never>();
  const leave = () => stopped.reject(signal.reason as Error);
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  return Promise.race([work, stopped.promise]).finally(() =>
    signal.removeEventListener('abort', leave),
  );
}

function asOurs(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  const isTold = 'type' in error || error.message.includes('DB::Exception'); // chdb's has no type
  return isTold ? new WarehouseRefused(name, error) : new WarehouseUnavailable(error);
}
