import { SharedWork } from './stoppable.ts';

interface Batch<K, V> {
  keys: Set<K>;
  work: SharedWork;
  answer: Promise<ReadonlyMap<K, V>>;
}

/** The batches that are being collected, for each owner by their question. */
const collecting = new WeakMap<object, Map<string, Batch<unknown, unknown>>>();

/**
 * Answers a question about one of many things with one call for all that are asked about in the same
 * turn of the event loop: the rows of a page, and the thousand subscribers of one event as well.
 * Nothing is kept.
 *
 * @param owner whose batches these are; questions of different owners never meet
 * @param question names everything beside the key that the answer depends on, the company first
 * @param load the answers by key; a key without one is undefined to its askers
 */
export async function batched<K, V>(
  owner: object,
  question: string,
  key: K,
  load: (keys: K[]) => Promise<ReadonlyMap<K, V>>,
): Promise<V | undefined> {
  const batches = collecting.get(owner) ?? new Map<string, Batch<unknown, unknown>>();
  collecting.set(owner, batches);
  // One question belongs to one caller, so the types it stored are those it asks for.
  let batch = batches.get(question) as Batch<K, V> | undefined;
  if (!batch) {
    const keys = new Set<K>();
    const work = new SharedWork();
    const answer = nextTurn().then(() => {
      batches.delete(question);
      return work.run(() => load([...keys]));
    });
    batch = { keys, work, answer };
    batches.set(question, batch);
  }
  batch.keys.add(key);
  batch.work.join();
  return (await batch.answer).get(key);
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
