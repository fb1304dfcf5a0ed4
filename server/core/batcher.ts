const LANES = 2; // one batch can be prepared while the other waits for its commit; more only queue in Postgres
const MAX_BATCH = 200;

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
}

/** Writes items and says of each, in their order, what became of it; rejects when nothing is known. */
export type WriteBatch<Item, Answer> = (
  items: Item[],
) => Promise<readonly PromiseSettledResult<Answer>[]>;

/**
 * Collects what is added while earlier batches are being written, and writes it as one. Nothing waits
 * for company: an item that arrives alone is written at once, alone.
 */
export class Batcher<Item, Answer> {
  readonly #write: WriteBatch<Item, Answer>;
  #waiting: Waiting<Item, Answer>[] = [];
  #lanesInUse = 0;
  #isScheduled = false;

  constructor(write: WriteBatch<Item, Answer>) {
    this.#write = write;
  }

  /** Settles once the item is written, or could not be. */
  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  /** After the requests that the same turn of the event loop still brings. */
  #schedule(): void {
    if (this.#isScheduled || this.#lanesInUse === LANES || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#writeNext();
      this.#schedule();
    });
  }

  async #writeNext(): Promise<void> {
    const batch = this.#waiting.splice(0, MAX_BATCH);
    this.#lanesInUse++;
    try {
      const answers = await this.#write(batch.map(({ item }) => item));
      batch.forEach((waiting, i) => settle(waiting, answers[i]!)); // an answer for each item
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#lanesInUse--;
      this.#schedule();
    }
  }
}

function settle<Item, Answer>(
  { resolve, reject }: Waiting<Item, Answer>,
  answer: PromiseSettledResult<Answer>,
): void {
  if (answer.status === 'fulfilled') resolve(answer.value);
  else reject(answer.reason);
}
