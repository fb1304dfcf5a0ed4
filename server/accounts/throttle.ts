import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_S = 15 * 60;
const TRIES_BY_ACCOUNT = 10;
const TRIES_BY_ADDRESS = 100; // a whole company may come from one

/**
 * Bounds how often passwords and links can be tried: for one account, whoever tries, and from one
 * address, whatever it tries. What succeeds does not count. Each server counts for itself.
 */
export class Throttle {
  readonly #accounts = new RateLimiterMemory({ points: TRIES_BY_ACCOUNT, duration: WINDOW_S });
  readonly #addresses = new RateLimiterMemory({ points: TRIES_BY_ADDRESS, duration: WINDOW_S });

  /** @returns undefined when it may be tried, else after how many seconds it may be again */
  async take(address: string, account?: string): Promise<number | undefined> {
    return (
      (await secondsToWait(this.#addresses, address)) ??
      (account === undefined ? undefined : await secondsToWait(this.#accounts, account))
    );
  }

  /** Gives back what a try took that succeeded. */
  async succeed(address: string, account?: string): Promise<void> {
    await this.#addresses.reward(address);
    if (account !== undefined) await this.#accounts.reward(account);
  }
}

async function secondsToWait(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.ceil(refusal.msBeforeNext / 1000) || 1;
  }
}
