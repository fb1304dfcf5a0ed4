import { untrack } from 'svelte';
import { request, RequestFailed } from './client.ts';
import { connection } from './connection.svelte.ts';
import type { TypedDocumentString } from './generated.ts';

const PAGE = 50;
const MOST_AT_ONCE = 200;

export interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

interface Paging {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** A list read page by page; it starts again when its variables change. */
export class PagedList<Data, Variables extends Paging, Node extends { id: string }> {
  rows = $state.raw<Node[]>();
  totalCount = $state(0);
  hasNextPage = $state(false);
  error = $state.raw<string>();
  loading = $state(false);
  #document: TypedDocumentString<Data, Variables>;
  #variables: () => Omit<Variables, keyof Paging>;
  #pick: (data: Data) => Page<Node>;
  #cursor: string | null = null;
  #running: AbortController | undefined;

  /** @param variables read reactively */
  constructor(
    document: TypedDocumentString<Data, Variables>,
    variables: () => Omit<Variables, keyof Paging>,
    pick: (data: Data) => Page<Node>,
  ) {
    this.#document = document;
    this.#variables = variables;
    this.#pick = pick;
    let asked: string | undefined;
    let breaks = connection.breaks;
    $effect(() => {
      const key = JSON.stringify(variables());
      const afterBreak = connection.breaks !== breaks;
      breaks = connection.breaks;
      untrack(() => {
        if (key === asked && !afterBreak) return;
        if (key !== asked) this.rows = undefined;
        asked = key;
        const answer = this.refetch();
        if (afterBreak) void connection.catchUp(answer);
      });
    });
    $effect(() => () => this.#running?.abort());
  }

  /** Reads again as many rows as are shown. */
  refetch = async (): Promise<void> => {
    const first = Math.min(Math.max(this.rows?.length ?? 0, PAGE), MOST_AT_ONCE);
    const page = await this.#read(first, null);
    if (page) this.rows = page.edges.map((edge) => edge.node);
  };

  more = async (): Promise<void> => {
    if (this.loading || !this.hasNextPage) return;
    const page = await this.#read(PAGE, this.#cursor);
    if (!page) return;
    const rows = this.rows ?? [];
    const isNew = (row: Node) => !rows.some((known) => known.id === row.id);
    this.rows = [...rows, ...page.edges.map((edge) => edge.node).filter(isNew)];
  };

  async #read(first: number, after: string | null): Promise<Page<Node> | undefined> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    this.loading = true;
    try {
      // Paging and the rest together are Variables, which TypeScript cannot see through Omit.
      const variables = { ...this.#variables(), first, after } as unknown as Variables;
      const page = this.#pick(await request(this.#document, variables, running.signal));
      if (running.signal.aborted) return undefined;
      this.#accept(page);
      return page;
    } catch (error) {
      if (running.signal.aborted) return undefined;
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
      return undefined;
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  #accept(page: Page<Node>): void {
    this.error = undefined;
    this.totalCount = page.totalCount;
    this.hasNextPage = page.pageInfo.hasNextPage;
    this.#cursor = page.pageInfo.endCursor;
  }
}
