import { untrack } from 'svelte';
import { request, RequestFailed } from './client.ts';
import { connection } from './connection.svelte.ts';
import type { TypedDocumentString } from './generated.ts';

const SOON_MS = 1_000;

/**
 * One question of a page: asked when the page opens, when its variables change, after a break of
 * the connection and on request. Old data stays in view while the next answer is on its way.
 */
export class PageQuery<Data, Variables> {
  data = $state.raw<Data>();
  /** Why the last answer is missing; undefined when it came. */
  error = $state.raw<string>();
  #document: TypedDocumentString<Data, Variables>;
  #variables: () => Variables | undefined;
  #running: AbortController | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** @param variables read reactively; undefined while they are not known yet */
  constructor(
    document: TypedDocumentString<Data, Variables>,
    variables: () => Variables | undefined,
  ) {
    this.#document = document;
    this.#variables = variables;
    let asked: string | undefined;
    let breaks = connection.breaks;
    $effect(() => {
      const key = JSON.stringify(variables());
      const afterBreak = connection.breaks !== breaks;
      breaks = connection.breaks;
      untrack(() => {
        if (key === asked && !afterBreak) return;
        if (key !== asked) this.data = undefined;
        asked = key;
        const answer = this.refetch();
        if (afterBreak) void connection.catchUp(answer);
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
    try {
      const data = await request(this.#document, variables, running.signal);
      if (running.signal.aborted) return;
      this.data = data;
      this.error = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
    }
  };

  /** Asks within a second, once for any number of calls. */
  refetchSoon = (): void => {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.refetch();
    }, SOON_MS);
  };

  #stop(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#running?.abort();
  }
}
