import { systemClock } from '#lib/live/clock.ts';
import { liveEvents } from '#lib/live/live-events.svelte.ts';
import { Soon } from '#lib/live/soon.ts';
import { untrack } from 'svelte';
import { request, RequestFailed } from './client.ts';
import type { LiveEventFragment, TypedDocumentString } from './generated.ts';

/**
 * One question of a page: asked when the page opens, when its variables change, when an event
 * concerns it and on request. Old data stays in view while the next answer is on its way.
 */
export class PageQuery<Data extends { eventCursor: string }, Variables> {
  data = $state.raw<Data>();
  /** Why the last answer is missing; undefined when it came. */
  error = $state.raw<string>();
  /** When the data was true, if the last answer is missing; milliseconds since 1970. */
  asOf = $state.raw<number>();
  #answeredAt = 0;
  #document: TypedDocumentString<Data, Variables>;
  #variables: () => Variables | undefined;
  #concerns: (event: LiveEventFragment) => boolean;
  #running: AbortController | undefined;
  #soon = new Soon(() => this.refetch(), systemClock);

  /**
   * @param variables read reactively; undefined while they are not known yet
   * @param concerns whether the answer may be another one after the event
   */
  constructor(
    document: TypedDocumentString<Data, Variables>,
    variables: () => Variables | undefined,
    concerns: (event: LiveEventFragment) => boolean,
  ) {
    this.#document = document;
    this.#variables = variables;
    this.#concerns = concerns;
    $effect(() => liveEvents.listen(this));
    let asked: string | undefined;
    $effect(() => {
      const key = JSON.stringify(variables());
      untrack(() => {
        if (key === asked) return;
        asked = key;
        this.data = undefined;
        void this.refetch();
      });
    });
    $effect(() => () => this.#stop());
  }

  /** Asks now; resolves when `data` or `error` is up to date. */
  refetch = async (): Promise<void> => {
    const variables = this.#variables();
    if (variables === undefined) return;
    this.#stop();
    const running = (this.#running = new AbortController());
    const askedAt = Date.now();
    try {
      const data = await request(this.#document, variables, running.signal);
      if (!running.signal.aborted) this.#accept(data, askedAt);
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof RequestFailed)) throw error;
      this.#miss(error.message);
    }
  };

  /** Asks within a second, once for any number of calls. */
  refetchSoon = (): void => this.#soon.ask();

  take(event: LiveEventFragment): void {
    if (this.#concerns(event)) this.refetchSoon();
  }

  settle(): Promise<void> {
    return this.#soon.settle();
  }

  renew(): Promise<void> {
    return this.refetch();
  }

  #accept(data: Data, askedAt: number): void {
    this.data = data;
    this.error = undefined;
    this.asOf = undefined;
    this.#answeredAt = askedAt;
    if (liveEvents.since(data.eventCursor).some(this.#concerns)) this.refetchSoon();
  }

  #miss(error: string): void {
    this.error = error;
    this.asOf = this.#answeredAt || undefined;
    liveEvents.retry(this.#soon);
  }

  #stop(): void {
    this.#soon.stop();
    this.#running?.abort();
  }
}
