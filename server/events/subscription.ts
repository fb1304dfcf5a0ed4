import { DomainError } from '../core/errors.ts';
import type { EventFilter, LoggedEvent } from './stream.ts';

const MAX_QUEUED = 256;

/** The reader takes events more slowly than they come, and nobody else shall wait for it. */
export class SlowConsumer extends DomainError {
  constructor() {
    super(
      'SLOW_CONSUMER',
      `More than ${MAX_QUEUED} events wait for this reader. Read faster, filter more, or subscribe anew.`,
    );
  }
}

type Waiter = (result: Promise<IteratorResult<LoggedEvent>>) => void;

/**
 * One reader's view of the stream, with a bounded queue of its own. An iterator object rather than an
 * async generator, whose `return()` waits for an event that a quiet topic never brings.
 */
export class Subscription implements AsyncIterableIterator<LoggedEvent> {
  readonly #filter: EventFilter;
  readonly #onEnd: () => void;
  readonly #queue: LoggedEvent[] = [];
  #waiter: Waiter | undefined;
  #state: 'open' | 'ended' | 'too slow' = 'open';

  constructor(filter: EventFilter, onEnd: () => void) {
    this.#filter = filter;
    this.#onEnd = onEnd;
  }

  /** Queues the event if it fits the filter; never waits. */
  offer(event: LoggedEvent): void {
    if (this.#state !== 'open' || !this.#fits(event)) return;
    if (this.#waiter) this.#answer(Promise.resolve({ value: event, done: false }));
    else if (this.#queue.length < MAX_QUEUED) this.#queue.push(event);
    else this.#end('too slow');
  }

  next(): Promise<IteratorResult<LoggedEvent>> {
    const event = this.#queue.shift();
    if (event) return Promise.resolve({ value: event, done: false });
    if (this.#state === 'too slow') {
      this.#state = 'ended';
      return Promise.reject(new SlowConsumer());
    }
    if (this.#state === 'ended') return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => (this.#waiter = resolve));
  }

  return(): Promise<IteratorResult<LoggedEvent>> {
    this.#queue.length = 0;
    this.#end('ended');
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #fits({ companyId, kind }: LoggedEvent): boolean {
    return companyId === this.#filter.companyId && this.#filter.kinds.includes(kind);
  }

  #end(state: 'ended' | 'too slow'): void {
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#onEnd();
    this.#answer(Promise.resolve({ value: undefined, done: true }));
  }

  #answer(result: Promise<IteratorResult<LoggedEvent>>): void {
    this.#waiter?.(result);
    this.#waiter = undefined;
  }
}
