import type { Clock } from '../../web/src/lib/live/clock.ts';

interface Alarm {
  at: number;
  run: () => void;
}

/** A clock that stands still until it is moved; chance is what it is told to be. */
export class FakeClock implements Clock {
  chance = 0.5;
  #now = Date.UTC(2026, 10, 20, 9);
  #alarms = new Set<Alarm>();

  now = () => this.#now;
  random = () => this.chance;
  after = (delayMs: number, run: () => void) => {
    const alarm = { at: this.#now + delayMs, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  };

  /** Moves on, and lets everything happen that is due by then or follows from it. */
  async move(byMs: number): Promise<void> {
    const until = this.#now + byMs;
    await settled();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = until;
  }

  #next(until: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ at }) => at <= until);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets promises that are resolved already have their effects. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
