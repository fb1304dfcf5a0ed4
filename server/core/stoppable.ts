import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from './errors.ts';

/** What was asked took too long, and its work was stopped. */
export class TimedOut extends DomainError {
  constructor() {
    super(
      'TIMEOUT',
      'This took too long and was stopped. Ask for less at a time, or narrow the filter.',
    );
  }
}

/** Nobody waits for the answer any more. */
export class Abandoned extends DomainError {
  constructor() {
    super('ABANDONED', 'Whoever asked is gone.');
  }
}

const signals = new AsyncLocalStorage<AbortSignal>();

/**
 * Does `work` so that what it does in the databases is stopped with the signal: statements that run are
 * cancelled, and none is sent any more. For what only reads.
 *
 * @param signal its reason is what the work then fails with
 */
export function stoppable<T>(signal: AbortSignal, work: () => T): T {
  return signals.run(signal, work);
}

/** By what the work at hand is stopped; undefined: by nothing but its own end. */
export function stopSignal(): AbortSignal | undefined {
  return signals.getStore();
}

/** Work that several wait for: it is stopped once all of them are gone. */
export class SharedWork {
  readonly #stop = new AbortController();
  #waiting = 0;
  #isOver = false;

  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Counts whoever asks at this moment among those who wait. */
  join(): void {
    if (this.#isOver) return;
    const signal = stopSignal();
    this.#waiting += 1;
    signal?.addEventListener('abort', () => this.#leave(signal), { once: true });
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await stoppable(this.#stop.signal, work);
    } finally {
      this.#isOver = true;
    }
  }

  #leave({ reason }: AbortSignal): void {
    this.#waiting -= 1;
    if (this.#waiting === 0 && !this.#isOver) this.#stop.abort(reason);
  }
}

const QUERY_CANCELED = '57014'; // by a cancel request or statement_timeout

/** Whether an error of pg or Prisma says that Postgres was made to stop. */
export function isStopped(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === QUERY_CANCELED || error.message.includes(`Code: \`${QUERY_CANCELED}\``);
}
