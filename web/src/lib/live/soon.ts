import type { Clock } from './clock.ts';

const WAIT_MS = 1_000;

/**
 * Does something within a second of being asked: once for any number of times it was asked
 * meanwhile, and never twice at the same time.
 */
export class Soon {
  readonly #run: () => Promise<void>;
  readonly #clock: Clock;
  #running: Promise<void> | undefined;
  /** After how long it is to be done; undefined when nothing is owed. */
  #owedAfterMs: number | undefined;
  #cancel: (() => void) | undefined;

  /** @param run must not fail */
  constructor(run: () => Promise<void>, clock: Clock) {
    this.#run = run;
    this.#clock = clock;
  }

  ask(delayMs = WAIT_MS): void {
    if (this.#owedAfterMs !== undefined && this.#owedAfterMs <= delayMs) return;
    this.#owedAfterMs = delayMs;
    if (!this.#running) this.#wait();
  }

  /** Leaves it to `settle`, unless it is asked before. */
  owe(): void {
    this.#owedAfterMs ??= Infinity;
  }

  /** Does at once what is owed; resolves when nothing is. */
  async settle(): Promise<void> {
    await this.#running;
    if (this.#owedAfterMs !== undefined) await this.#start();
  }

  stop(): void {
    this.#cancel?.();
    this.#owedAfterMs = undefined;
  }

  #wait(): void {
    this.#cancel?.();
    const afterMs = this.#owedAfterMs ?? Infinity;
    if (afterMs < Infinity) this.#cancel = this.#clock.after(afterMs, () => void this.#start());
  }

  async #start(): Promise<void> {
    this.stop();
    this.#running = this.#run();
    await this.#running;
    this.#running = undefined;
    this.#wait();
  }
}
