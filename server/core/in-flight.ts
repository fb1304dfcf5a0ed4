import { setTimeout as sleep } from 'node:timers/promises';

/** The work that is under way, so that whoever ends what it stands on can wait for it. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();

  /** Counts it until it is settled. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Resolves when nothing is under way, that began meanwhile included; at the latest after the time. */
  async settled(withinMs: number): Promise<void> {
    const signal = AbortSignal.timeout(withinMs);
    const late = sleep(withinMs, null, { ref: false });
    while (this.#running.size > 0 && !signal.aborted) {
      await Promise.race([Promise.allSettled(this.#running), late]);
    }
  }
}
