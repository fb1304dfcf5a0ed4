// Events tell of every change within a second; the bound covers what no event tells, such as a
// snooze that runs out, and a stream that is down.
const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 1_000;

interface Entry {
  answer: Promise<unknown>;
  expiresAt: number;
}

/**
 * Keeps answers per company until something of the company changes, and computes each once however
 * many ask for it at the same time.
 */
export class CompanyCache {
  readonly #companies = new Map<number, Map<string, Entry>>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The answer under `key` (which names everything it depends on beside the company). */
  get<T>(companyId: number, key: string, compute: () => Promise<T>): Promise<T> {
    const entries = this.#entries(companyId);
    const kept = entries.get(key);
    // One key belongs to one caller, so the type it stored is the type it asks for.
    if (kept && kept.expiresAt > this.#now()) return kept.answer as Promise<T>;
    const answer = compute();
    entries.set(key, { answer, expiresAt: this.#now() + MAX_AGE_MS });
    answer.catch(() => entries.delete(key));
    return answer;
  }

  /**
   * Forgets what was kept for the company. An answer that is still being computed goes to those who
   * wait for it already, and to nobody later.
   */
  invalidate(companyId: number): void {
    this.#companies.delete(companyId);
  }

  #entries(companyId: number): Map<string, Entry> {
    let entries = this.#companies.get(companyId);
    if (!entries || entries.size >= MAX_ENTRIES) {
      entries = new Map();
      this.#companies.set(companyId, entries);
    }
    return entries;
  }
}
