import type { Context } from '../core/context.ts';
import { isOutage, Unavailable } from '../core/outage.ts';
import { encodeCursor, type Position } from './cursor.ts';
import { fitsFilter, type EventFilter } from './event-filter.ts';
import { readCompanyAfter, type LoggedEvent } from './log.ts';
import type { EventStream } from './stream.ts';
import type { EventReader, Subscription } from './subscription.ts';

const PAGE = 100; // of large events that is megabytes

export interface Reader {
  companyId: number;
  filter: EventFilter;
}

/** The log could not be read on just now. */
class LogUnavailable extends Unavailable {
  readonly #cursor: string;

  constructor(last: Position) {
    super();
    this.#cursor = encodeCursor(last);
  }

  /** The cursor to go on from: everything up to it was handed to the reader. */
  override get details(): { cursor: string } {
    return { cursor: this.#cursor };
  }
}

/**
 * A company's events after a position, first from the log and then, without a seam, as they happen.
 * While it reads the log it goes as fast as its reader does and holds a page at most.
 *
 * @throws {CursorReset} {CursorExpired} {SlowConsumer} {Unavailable}
 */
export function followLog(
  ctx: Pick<Context, 'pg'>,
  stream: EventStream,
  reader: Reader,
  after: Position,
): EventReader {
  return new LogFollower(ctx, stream, reader, after);
}

class LogFollower implements EventReader {
  readonly #ctx: Pick<Context, 'pg'>;
  readonly #stream: EventStream;
  readonly #reader: Reader;
  #position: Position;
  #page: LoggedEvent[] = [];
  #live: Subscription | undefined;
  #isOver = false;

  constructor(ctx: Pick<Context, 'pg'>, stream: EventStream, reader: Reader, after: Position) {
    this.#ctx = ctx;
    this.#stream = stream;
    this.#reader = reader;
    this.#position = after;
  }

  async next(): Promise<IteratorResult<LoggedEvent>> {
    while (!this.#isOver) {
      const event = this.#page.shift();
      if (event) {
        this.#moveTo(event.seq);
        if (fitsFilter(event, this.#reader.filter)) return { value: event, done: false };
      } else if (this.#live) {
        return this.#live.next();
      } else {
        await this.#readPage();
      }
    }
    return { value: undefined, done: true };
  }

  /** Pages are read at the reader's pace anyway. */
  takeWaiting(): LoggedEvent[] {
    return this.#page.length === 0 ? (this.#live?.takeWaiting() ?? []) : [];
  }

  async return(): Promise<IteratorResult<LoggedEvent>> {
    this.#isOver = true;
    await this.#live?.return();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * Goes live before it reads: a page that is not full then has all that came before, and what comes
   * later waits in the subscription. What is in both is handed over once.
   */
  async #readPage(): Promise<void> {
    const { companyId, filter } = this.#reader;
    const live = this.#stream.subscribe(companyId, filter, this.#position);
    this.#live = live;
    try {
      this.#page = await readCompanyAfter(this.#ctx.pg, companyId, this.#position, PAGE);
    } catch (error) {
      await live.return();
      throw isOutage(error) ? new LogUnavailable(this.#position) : error;
    }
    if (this.#page.length === PAGE) {
      await live.return();
      this.#live = undefined;
    }
  }

  #moveTo(seq: bigint): void {
    this.#position = { epoch: this.#position.epoch, seq };
    this.#live?.skipTo(this.#position);
  }
}
