import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 5_000;

/** The page's one clock: a single interval, stopped when nothing reads it. */
class Clock {
  #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, TICK_MS);
    return () => clearInterval(timer);
  });

  /** Milliseconds since 1970, read again every few seconds. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const clock = new Clock();
