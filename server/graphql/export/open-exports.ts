import type { ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { Refused } from '../refused.ts';

const MAX_OF_COMPANY = 4; // each has a connection to Postgres and keeps it from cleaning up
const RETRY_AFTER_S = 10;

// What a page leaves behind is garbage at once, but V8 lets it pile up to as much again as is in use, and
// more: 128 MB over 200,000 rows. Looking for it after each growth by a fifth keeps that to 20 MB of 120,000.
const THRIFTY = '--heap-growing-percent=20';
const USUAL = '--heap-growing-percent=0';

/** The answers in which this server exports a list. */
export class OpenExports {
  /** Each with its company. */
  readonly #answers = new Map<ServerResponse, number>();

  /** @throws {Refused} when the company has as many as it may */
  add(companyId: number, response: ServerResponse): void {
    const ofCompany = [...this.#answers.values()].filter((id) => id === companyId);
    if (ofCompany.length >= MAX_OF_COMPANY) throw tooMany();
    if (response.closed) return;
    if (this.#answers.size === 0) setFlagsFromString(THRIFTY);
    this.#answers.set(response, companyId);
    response.once('close', () => this.#forget(response));
  }

  /** Cuts all of them, which tells their readers that they have not got everything. */
  close(): void {
    for (const response of this.#answers.keys()) response.destroy();
  }

  #forget(response: ServerResponse): void {
    this.#answers.delete(response);
    if (this.#answers.size === 0) setFlagsFromString(USUAL);
  }
}

function tooMany(): Refused {
  return new Refused(
    `Your company exports ${MAX_OF_COMPANY} lists already; begin this one when one of them has ended.`,
    429,
    { code: 'TOO_MANY_REQUESTS', retryAfter: RETRY_AFTER_S },
  );
}
