import type { Config } from '../core/config.ts';
import type { Viewer } from './permissions.ts';

const MINUTE_MS = 60_000;
const MAX_KEPT = 10_000;

/** Rows that somebody may have the databases touch. */
export interface Budget {
  perMinute: number;
  left: number;
}

interface Account {
  left: number;
  at: number;
}

/**
 * Bounds how much work one person or key can make the databases do, by the rows it is reckoned to touch.
 * What a role has for a minute comes back evenly over a minute. Each server counts for itself.
 */
export class Budgets {
  readonly #perMinute: Config['limits']['rows'];
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();

  /** @param now milliseconds from any beginning */
  constructor(perMinute: Config['limits']['rows'], now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  of(viewer: Viewer): Budget {
    const perMinute = this.#perMinute[viewer.role];
    const account = this.#accounts.get(viewer.id);
    if (!account) return { perMinute, left: perMinute };
    const back = ((this.#now() - account.at) / MINUTE_MS) * perMinute;
    return { perMinute, left: Math.floor(Math.min(account.left + back, perMinute)) };
  }

  /**
   * Takes the rows out of the budget if it has them.
   *
   * @returns undefined when it does, else after how many seconds it will; Infinity: at no time
   */
  take(viewer: Viewer, rows: number): number | undefined {
    const { perMinute, left } = this.of(viewer);
    if (rows > perMinute) return Infinity;
    if (rows > left) return Math.ceil((((rows - left) / perMinute) * MINUTE_MS) / 1000);
    this.#accounts.delete(viewer.id);
    this.#accounts.set(viewer.id, { left: left - rows, at: this.#now() });
    // Who took something longest ago has most of it back.
    if (this.#accounts.size > MAX_KEPT) this.#accounts.delete(this.#accounts.keys().next().value!);
    return undefined;
  }
}
