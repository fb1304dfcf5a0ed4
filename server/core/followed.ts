import { SharedWork } from './stoppable.ts';

// Past this a word of the log is not late but lost: nobody reads it, or it went by before we listened.
const PATIENCE_MS = 1_000;
const RECENT = 1_000;

/** What the event log tells, as far as those need it who follow it. */
export interface News {
  seq: bigint;
  companyId: number;
  kind: string;
  entityId: string;
  payload: Record<string, unknown>;
}

/** A state of something that a committed change made, and that the log will tell of or has told of. */
export interface Told {
  id: string;
  version: number;
}

/** An answer that goes on by what the log tells, rather than being computed anew. */
export interface Follower {
  /** @returns false where it can't know what that makes of it, so that it has to be computed anew */
  follow: (news: News) => boolean;
}

/** A follower as it was at a place in the log. */
export interface Seed<F extends Follower> {
  follower: F;
  /** News up to here are in it. */
  seq: bigint;
  /** News that were committed but had no place in the log yet, by `keyOf`; they are in it as well. */
  ahead: Set<string>;
}

export const keyOf = ({ id, version }: Told) => `${id} ${version}`;

/** A follower from the moment on at which its seed is asked for. */
export class Followed<F extends Follower> {
  readonly work = new SharedWork();
  readonly #seeding: Promise<F>;
  #seed: Seed<F> | undefined;
  /** News that came before the seed. */
  #early: News[] = [];
  readonly #recent = new Set<string>();
  readonly #awaited = new Set<string>();
  #change = Promise.withResolvers<void>();
  #isLost = false;

  constructor(seed: () => Promise<Seed<F>>) {
    this.work.join();
    this.#seeding = this.work.run(seed).then((made) => this.#begin(made));
    this.#seeding.catch(() => this.lose());
  }

  /** Whether it can go on; one that can't is still an answer to those who have asked for it. */
  get isLost(): boolean {
    return this.#isLost || this.work.isStopped;
  }

  /** It, with all in it that was told of before this call; undefined where that does not come. */
  async current(): Promise<F | undefined> {
    const told = [...this.#awaited];
    const follower = await this.#seeding;
    while (told.some((key) => this.#awaited.has(key))) await this.#change.promise;
    return told.length > 0 && this.#isLost ? undefined : follower;
  }

  hear(news: News): void {
    if (this.#seed) this.#apply(this.#seed, news);
    else this.#early.push(news);
    const key = keyOfNews(news);
    this.#remember(key);
    if (this.#awaited.delete(key)) this.#wake();
  }

  /** Has whoever asks from now on wait for news of these. */
  expect(told: readonly Told[]): void {
    const keys = told.map(keyOf).filter((key) => !this.#recent.has(key));
    if (keys.length === 0) return;
    for (const key of keys) this.#awaited.add(key);
    setTimeout(() => {
      if (keys.some((key) => this.#awaited.has(key))) this.lose();
    }, PATIENCE_MS).unref();
  }

  lose(): void {
    this.#isLost = true;
    this.#awaited.clear();
    this.#wake();
  }

  #begin(seed: Seed<F>): F {
    this.#seed = seed;
    for (const news of this.#early) this.#apply(seed, news);
    this.#early = [];
    return seed.follower;
  }

  #apply({ follower, seq, ahead }: Seed<F>, news: News): void {
    if (this.#isLost || news.seq <= seq || ahead.delete(keyOfNews(news))) return;
    if (!follower.follow(news)) this.lose();
  }

  /** News may be faster than the word of whoever made the change. */
  #remember(key: string): void {
    this.#recent.add(key);
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!); // it has some
  }

  #wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}

const keyOfNews = ({ entityId, payload }: News) => `${entityId} ${String(payload['version'])}`;
