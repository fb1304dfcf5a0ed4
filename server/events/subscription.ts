import { DomainError } from '../core/errors.ts';
import { encodeCursor, type Position } from './cursor.ts';
import { fitsFilter, type EventFilter } from './event-filter.ts';
import type { LoggedEvent } from './log.ts';

/** How far a reader may fall behind. */
export const MAX_QUEUED = 256;
export const MAX_QUEUED_BYTES = 1024 * 1024;
const PATIENCE_MS = 1_000; // a reader may pause for so long: collect garbage, share a processor

/** The reader takes events more slowly than they come, and nobody else shall wait for it. */
export class SlowConsumer extends DomainError {
  readonly #cursor: string;

  constructor(last: Position) {
    super(
      'SLOW_CONSUMER',
      'Events come faster than you read them. Nothing is lost: follow again from the cursor.',
    );
    this.#cursor = encodeCursor(last);
  }

  /** The cursor to go on from: everything up to it was handed to the reader. */
  override get details(): { cursor: string } {
    return { cursor: this.#cursor };
  }
}

const COME_BACK_MS = { from: 250, to: 2_000 };

/** The server ends, for a new version say, and another one is there or soon will be. */
export class ServerStopping extends DomainError {
  readonly #cursor: string;

  constructor(last: Position) {
    super(
      'SERVER_STOPPING',
      'This server is about to stop. Nothing is lost: follow again from the cursor in a moment.',
    );
    this.#cursor = encodeCursor(last);
  }

  /** The cursor to go on from, and after how long: each reader another time, lest all come at once. */
  override get details(): { cursor: string; retryAfterMs: number } {
    const { from, to } = COME_BACK_MS;
    return { cursor: this.#cursor, retryAfterMs: Math.round(from + (to - from) * Math.random()) };
  }
}

/** Events for one reader, one after another. */
export interface EventReader extends AsyncIterableIterator<LoggedEvent> {
  /** Those that can be had without waiting, up to what may well be in one piece of work. */
  takeWaiting: () => LoggedEvent[];
}

// Of what may wait, so that what a reader has taken and what waits for it are little more together.
const MAX_TAKEN = MAX_QUEUED / 4;
const MAX_TAKEN_BYTES = MAX_QUEUED_BYTES / 4;

type End = Error | 'too slow' | 'stopping' | 'done';
type Waiter = (result: Promise<IteratorResult<LoggedEvent>>) => void;

/**
 * One reader's view of the live end of the log, with a bounded queue of its own. An iterator object
 * rather than an async generator, whose `return()` waits for an event that a quiet log never brings.
 */
export class Subscription implements EventReader {
  readonly #companyId: number;
  readonly #filter: EventFilter;
  readonly #onEnd: () => void;
  readonly #queue: LoggedEvent[] = [];
  #queuedBytes = 0;
  #patienceMs = PATIENCE_MS;
  #last: Position;
  #waiter: Waiter | undefined;
  /** What ended it; an error is thrown once. */
  #end: End | undefined;

  /** @param start where the reader is: events up to there are not for it */
  constructor(companyId: number, filter: EventFilter, start: Position, onEnd: () => void) {
    this.#companyId = companyId;
    this.#filter = filter;
    this.#last = start;
    this.#onEnd = onEnd;
  }

  /**
   * Whether a burst shall wait this much longer for the reader: half of what may wait does, and since
   * it last had read everything it was not waited for in vain for long. So a reader that keeps up gets
   * through any burst, and one that doesn't holds the others up for a second, once.
   */
  spendPatience(ms: number): boolean {
    if (this.#queue.length === 0) this.#patienceMs = PATIENCE_MS;
    const isCrowded =
      this.#queue.length > MAX_QUEUED / 2 || this.#queuedBytes > MAX_QUEUED_BYTES / 2;
    if (!isCrowded || this.#patienceMs <= 0) return false;
    this.#patienceMs -= ms;
    return true;
  }

  /** Queues the event if it is for this reader; never waits. */
  offer(event: LoggedEvent): void {
    if (this.#end || !this.#isWanted(event)) return;
    if (this.#waiter) {
      this.#answer(Promise.resolve({ value: this.#handOver(event), done: false }));
      return;
    }
    this.#queue.push(event);
    this.#queuedBytes += event.bytes;
    if (this.#queue.length > MAX_QUEUED || this.#queuedBytes > MAX_QUEUED_BYTES) {
      this.#drop('too slow');
    }
  }

  next(): Promise<IteratorResult<LoggedEvent>> {
    const event = this.#takeOne();
    if (event) return Promise.resolve({ value: event, done: false });
    if (this.#end) return this.#takeEnd();
    return new Promise((resolve) => (this.#waiter = resolve));
  }

  takeWaiting(): LoggedEvent[] {
    const taken: LoggedEvent[] = [];
    let bytes = 0;
    while (taken.length < MAX_TAKEN && bytes < MAX_TAKEN_BYTES) {
      const event = this.#takeOne();
      if (!event) break;
      taken.push(event);
      bytes += event.bytes;
    }
    return taken;
  }

  /** Tells that the reader has what is up to there from elsewhere. */
  skipTo(position: Position): void {
    this.#last = position;
  }

  /** Ends it from the stream's side; what is queued is from a log that is no more. */
  fail(error: Error): void {
    this.#drop(error);
  }

  /** Ends it because the server does. */
  dismiss(): void {
    this.#drop('stopping');
  }

  return(): Promise<IteratorResult<LoggedEvent>> {
    this.#drop('done');
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeOne(): LoggedEvent | undefined {
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      this.#queuedBytes -= event.bytes;
      if (event.seq > this.#last.seq) return this.#handOver(event);
    }
    return undefined;
  }

  #isWanted(event: LoggedEvent): boolean {
    return (
      event.companyId === this.#companyId &&
      event.seq > this.#last.seq &&
      fitsFilter(event, this.#filter)
    );
  }

  #handOver(event: LoggedEvent): LoggedEvent {
    this.#last = { epoch: this.#last.epoch, seq: event.seq };
    return event;
  }

  /**
   * Ends it and gives back what waits: the cursor it ends with is before that, and its memory is free at
   * once.
   */
  #drop(end: End): void {
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    if (this.#end) return;
    this.#end = end;
    this.#onEnd();
    if (this.#waiter) this.#answer(this.#takeEnd());
  }

  #takeEnd(): Promise<IteratorResult<LoggedEvent>> {
    const end = this.#end;
    this.#end = 'done';
    if (end === 'too slow') return Promise.reject(new SlowConsumer(this.#last));
    if (end === 'stopping') return Promise.reject(new ServerStopping(this.#last));
    if (end instanceof Error) return Promise.reject(end);
    return Promise.resolve({ value: undefined, done: true });
  }

  #answer(result: Promise<IteratorResult<LoggedEvent>>): void {
    this.#waiter?.(result);
    this.#waiter = undefined;
  }
}
