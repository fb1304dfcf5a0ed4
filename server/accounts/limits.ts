import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../core/config.ts';
import type { Viewer } from './permissions.ts';

/** What is counted apart. */
export type Effort = 'CHANGE' | 'QUERY';

/** Bounds how much one person or key can do in a second. Each server counts for itself. */
export class Limits {
  readonly #limiters: Record<Effort, RateLimiterMemory>;

  constructor({ changes, queries }: Config['limits']) {
    this.#limiters = {
      CHANGE: new RateLimiterMemory({ points: changes, duration: 1 }),
      QUERY: new RateLimiterMemory({ points: queries, duration: 1 }),
    };
  }

  /** @returns undefined when it may be done, else after how many seconds it may be tried again */
  async take({ id }: Viewer, effort: Effort): Promise<number | undefined> {
    try {
      await this.#limiters[effort].consume(id);
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.ceil(refusal.msBeforeNext / 1000) || 1;
    }
  }
}
