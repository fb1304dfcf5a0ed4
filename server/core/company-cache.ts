import { SharedWork } from './stoppable.ts';

// Events tell of every change within a second; the bound covers what no event tells, such as a
// snooze that runs out, and a stream that is down.
const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 1_000;

/** Instants from the first up to and including the last. */
export interface Span {
  first: Date;
  last: Date;
}

interface Entry {
  answer: Promise<unknown>;
  work: SharedWork;
  expiresAt: number;
  /** undefined: the answer is about all times. */
  about: Span | undefined;
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

  /**
   * The answer under `key`, which names everything it depends on beside the company.
   *
   * @param about when the failures happened that it is about; absent: at any time
   */
  get<T>(
    companyId: number,
    key: string,
    compute: () => Promise<T>,
    about?: () => Span,
  ): Promise<T> {
    const entries = this.#entries(companyId);
    const kept = entries.get(key);
    // One key belongs to one caller, so the type it stored is the type it asks for.
    if (kept && kept.expiresAt > this.#now() && !kept.work.isStopped) {
      kept.work.join();
      return kept.answer as Promise<T>;
    }
    const work = new SharedWork();
    work.join();
    const answer = work.run(compute);
    entries.set(key, { answer, work, expiresAt: this.#now() + MAX_AGE_MS, about: about?.() });
    answer.catch(() => {
      if (entries.get(key)?.answer === answer) entries.delete(key);
    });
    return answer;
  }

  /**
   * Forgets what was kept for the company. An answer that is still being computed goes to those who
   * wait for it already, and to nobody later.
   *
   * @param changed when the failures happened whose investigations changed: what is about other times
   *   stands, so that robots at work today do not have yesterday counted again. Absent: all goes.
   */
  invalidate(companyId: number, changed?: Span): void {
    if (!changed) {
      this.#companies.delete(companyId);
      return;
    }
    const entries = this.#companies.get(companyId) ?? new Map<string, Entry>();
    for (const [key, { about }] of entries) {
      if (!about || overlap(about, changed)) entries.delete(key);
    }
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

function overlap(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last;
}
