/* eslint-disable svelte/prefer-svelte-reactivity -- a set is replaced, not changed in place */
/** The cases the reader has marked, in the order of the list. */
export class QueueSelection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** Whether everything that matches the view is meant, loaded or not. */
  isAll = $state(false);
  /** Where a range starts. */
  #anchor: string | undefined;

  get size(): number {
    return this.ids.size;
  }

  has = (id: string): boolean => this.isAll || this.ids.has(id);

  toggle(id: string): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.isAll = false;
    this.#anchor = id;
  }

  /** Marks everything from the case marked last, or from `start`, up to `id`. */
  extend(order: readonly string[], id: string, start = id): void {
    this.#anchor ??= start;
    const ends = [order.indexOf(this.#anchor), order.indexOf(id)];
    const range = order.slice(Math.max(Math.min(...ends), 0), Math.max(...ends) + 1);
    this.ids = new Set([...this.ids, ...range]);
    this.isAll = false;
  }

  set(ids: Iterable<string>): void {
    this.ids = new Set(ids);
    this.isAll = false;
  }

  clear(): void {
    this.ids = new Set();
    this.isAll = false;
    this.#anchor = undefined;
  }
}
