/** So many at once; the next wait for a while, in their order. */
export class Slots {
  #free: number;
  readonly #waitMs: number;
  readonly #waiting: (() => void)[] = [];

  /** @param waitMs after which a wait is in vain */
  constructor(count: number, waitMs: number) {
    this.#free = count;
    this.#waitMs = waitMs;
  }

  /**
   * Does `work` in a slot.
   *
   * @param refuse makes what is thrown when none becomes free in time
   */
  async run<T>(work: () => Promise<T>, refuse: () => Error): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(refuse);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #wait(refuse: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(refuse());
      }, this.#waitMs);
      this.#waiting.push(take);
    });
  }
}
