/** Lets so many in at a time; a few more may wait, the rest are turned away at once. */
export class Turnstile {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor({ atOnce, mayWait }: { atOnce: number; mayWait: number }) {
    this.#atOnce = atOnce;
    this.#mayWait = mayWait;
  }

  /** @returns undefined when it was turned away, and not run */
  async pass<T>(run: () => Promise<T>): Promise<T | undefined> {
    if (this.#inside === this.#atOnce) {
      if (this.#waiting.length >= this.#mayWait) return undefined;
      await new Promise<void>((enter) => this.#waiting.push(enter)); // whoever leaves hands over its place
    } else {
      this.#inside++;
    }
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside--;
    }
  }
}
