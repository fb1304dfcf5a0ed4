import { Followed, type Follower, type News, type Seed, type Told } from './followed.ts';
import { SharedWork } from './stoppable.ts';

// Events tell of every change within a second; the bound covers what no event tells, such as a
// snooze that runs out, and a stream that is down.
const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 200; // of which a page of the queue is the largest, some 50 KB
// What follows the log is computed anew as well, now and then: no event tells what is changed by hand.
const MAX_FOLLOWED_AGE_MS = 5 * 60_000;
const MAX_FOLLOWED = 32;

/** Instants from the first up to and including the last. */
export interface Span {
  first: Date;
  last: Date;
}

/** What changed; where something is not said, it may be anything. */
export interface Changed {
  /** When the failures happened whose investigations changed. */
  span?: Span;
  /** The investigations, as the change left them. */
  told?: readonly Told[];
}

interface Entry {
  answer: Promise<unknown>;
  work: SharedWork;
  expiresAt: number;
  /** undefined: the answer is about all times. */
  about: Span | undefined;
}

interface FollowedEntry {
  followed: Followed<Follower>;
  since: number;
}

/**
 * Keeps answers per company until something of the company changes, or has them follow what changes, and
 * computes each once however many ask for it at the same time.
 */
export class CompanyCache {
  readonly #companies = new Map<number, Map<string, Entry>>();
  readonly #followed = new Map<number, Map<string, FollowedEntry>>();
  #heardAllAt = -Infinity;
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
    entries.delete(key); // so that the oldest stay in front
    entries.set(key, { answer, work, expiresAt: this.#now() + MAX_AGE_MS, about: about?.() });
    if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value!); // it has some
    answer.catch(() => {
      if (entries.get(key)?.answer === answer) entries.delete(key);
    });
    return answer;
  }

  /**
   * What follows the event log under `key`, with every change in it that this process made before the
   * call. Where nobody reads the log it is kept as any answer is.
   */
  async follow<F extends Follower>(
    companyId: number,
    key: string,
    seed: () => Promise<Seed<F>>,
  ): Promise<F> {
    for (;;) {
      // Here too one key belongs to one caller.
      const follower = (await this.#followedOf(companyId, key, seed).current()) as F | undefined;
      if (follower) return follower;
    }
  }

  /**
   * Forgets what was kept for the company. An answer that is still being computed goes to those who
   * wait for it already, and to nobody later. What follows the log waits for the log's word of what
   * changed; without `told` it is forgotten too.
   *
   * @param changed what is about other times stands, so that robots at work today do not have yesterday
   *   counted again
   */
  invalidate(companyId: number, { span, told }: Changed = {}): void {
    this.#forget(companyId, span);
    for (const { followed } of this.#followed.get(companyId)?.values() ?? []) {
      if (told && this.#isListening()) followed.expect(told);
      else followed.lose();
    }
  }

  /** Takes in what the log tells, from any process. */
  hear(news: News, span: Span | undefined): void {
    this.#forget(news.companyId, span);
    for (const { followed } of this.#followed.get(news.companyId)?.values() ?? []) {
      followed.hear(news);
    }
  }

  /** Notes that the log was read to its end, and lets go of what would be computed anew by now. */
  heardAll(): void {
    this.#heardAllAt = this.#now();
    for (const ofCompany of this.#followed.values()) {
      for (const [key, entry] of ofCompany) {
        if (!this.#goesOn(entry)) ofCompany.delete(key);
      }
    }
  }

  /** Forgets everything: what was heard is of a log that is no more. */
  clear(): void {
    this.#companies.clear();
    this.#followed.clear();
  }

  #forget(companyId: number, span: Span | undefined): void {
    if (!span) {
      this.#companies.delete(companyId);
      return;
    }
    const entries = this.#companies.get(companyId) ?? new Map<string, Entry>();
    for (const [key, { about }] of entries) {
      if (!about || overlap(about, span)) entries.delete(key);
    }
  }

  #isListening(): boolean {
    return this.#now() < this.#heardAllAt + MAX_AGE_MS;
  }

  #followedOf<F extends Follower>(
    companyId: number,
    key: string,
    seed: () => Promise<Seed<F>>,
  ): Followed<Follower> {
    const ofCompany = this.#followed.get(companyId) ?? new Map<string, FollowedEntry>();
    this.#followed.set(companyId, ofCompany);
    const kept = ofCompany.get(key);
    if (kept && this.#goesOn(kept)) {
      kept.followed.work.join();
      return kept.followed;
    }
    const followed = new Followed<Follower>(seed);
    ofCompany.delete(key);
    ofCompany.set(key, { followed, since: this.#now() });
    if (ofCompany.size > MAX_FOLLOWED) ofCompany.delete(ofCompany.keys().next().value!); // it has some
    return followed;
  }

  #goesOn({ followed, since }: FollowedEntry): boolean {
    const age = this.#now() - since;
    if (followed.isLost || age >= MAX_FOLLOWED_AGE_MS) return false;
    return age < MAX_AGE_MS || this.#isListening();
  }

  #entries(companyId: number): Map<string, Entry> {
    const entries = this.#companies.get(companyId) ?? new Map<string, Entry>();
    this.#companies.set(companyId, entries);
    return entries;
  }
}

function overlap(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last;
}
