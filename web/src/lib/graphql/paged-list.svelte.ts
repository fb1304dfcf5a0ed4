import { systemClock } from '#lib/live/clock.ts';
import { liveEvents } from '#lib/live/live-events.svelte.ts';
import { Soon } from '#lib/live/soon.ts';
import { untrack } from 'svelte';
import { request, RequestFailed } from './client.ts';
import type { LiveEventFragment, TypedDocumentString } from './generated.ts';

const PAGE = 50;
const MOST_AT_ONCE = 500;

export interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

interface Paging {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** How a list follows the log. */
export interface Following<Node> {
  /** Whether the list may be another one after the event; its first rows are then read again. */
  concerns: (event: LiveEventFragment) => boolean;
  /** The rows after the event, where the event itself tells. */
  change?: (rows: Node[], event: LiveEventFragment) => Node[];
}

/** A list read page by page; it starts again when its variables change. */
export class PagedList<
  Data extends { eventCursor: string },
  Variables extends Paging,
  Node extends { id: string },
> {
  rows = $state.raw<Node[]>();
  totalCount = $state(0);
  hasNextPage = $state(false);
  error = $state.raw<string>();
  loading = $state(false);
  /** When the rows were true, if they could not be read again; milliseconds since 1970. */
  asOf = $state.raw<number>();
  #answeredAt = 0;
  #soon = new Soon(() => this.refetch(), systemClock);
  #following: Following<Node>;
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
    following: Following<Node>,
  ) {
    this.#following = following;
    this.#document = document;
    this.#variables = variables;
    this.#pick = pick;
    $effect(() => liveEvents.listen(this));
    let asked: string | undefined;
    $effect(() => {
      const key = JSON.stringify(variables());
      untrack(() => {
        if (key === asked) return;
        asked = key;
        this.rows = undefined;
        void this.refetch();
      });
    });
    $effect(() => () => {
      this.#soon.stop();
      this.#running?.abort();
    });
  }

  /** Reads again as many rows as are shown, in as many answers as that takes. */
  refetch = async (): Promise<void> => {
    this.#soon.stop();
    const wanted = Math.max(this.rows?.length ?? 0, PAGE);
    let rows: Node[] = [];
    do {
      const after = rows.length > 0 ? this.#cursor : null;
      const page = await this.#read(Math.min(wanted - rows.length, MOST_AT_ONCE), after);
      if (!page) return;
      rows = withPage(rows, page);
    } while (rows.length < wanted && this.hasNextPage);
    this.rows = rows;
  };

  take(event: LiveEventFragment): void {
    if (this.rows) this.rows = this.#following.change?.(this.rows, event) ?? this.rows;
    if (this.#following.concerns(event)) this.#soon.ask();
  }

  settle(): Promise<void> {
    return this.#soon.settle();
  }

  renew(): Promise<void> {
    return this.refetch();
  }

  more = async (): Promise<void> => {
    if (this.loading || !this.hasNextPage) return;
    const page = await this.#read(PAGE, this.#cursor);
    if (!page) return;
    this.rows = withPage(this.rows ?? [], page);
  };

  async #read(first: number, after: string | null): Promise<Node[] | undefined> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    this.loading = true;
    const askedAt = Date.now();
    try {
      // Paging and the rest together are Variables, which TypeScript cannot see through Omit.
      const variables = { ...this.#variables(), first, after } as unknown as Variables;
      const data = await request(this.#document, variables, running.signal);
      if (running.signal.aborted) return undefined;
      this.#accept(this.#pick(data), askedAt);
      return this.#bringUpToDate(data);
    } catch (error) {
      if (running.signal.aborted) return undefined;
      if (!(error instanceof RequestFailed)) throw error;
      this.#miss(error.message);
      return undefined;
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  /** The rows of an answer, with what has come since the place that it is true at. */
  #bringUpToDate(data: Data): Node[] {
    const { concerns, change } = this.#following;
    const missed = liveEvents.since(data.eventCursor);
    if (missed.some(concerns)) this.#soon.ask();
    const rows = this.#pick(data).edges.map((edge) => edge.node);
    return change ? missed.reduce(change, rows) : rows;
  }

  #miss(error: string): void {
    this.error = error;
    this.asOf = this.#answeredAt || undefined;
    liveEvents.retry(this.#soon);
  }

  #accept(page: Page<Node>, askedAt: number): void {
    this.error = undefined;
    this.asOf = undefined;
    this.#answeredAt = askedAt;
    this.totalCount = page.totalCount;
    this.hasNextPage = page.pageInfo.hasNextPage;
    this.#cursor = page.pageInfo.endCursor;
  }
}

/** The rows and the next page, which may begin with some of them when the list moved meanwhile. */
function withPage<Node extends { id: string }>(rows: Node[], page: Node[]): Node[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !known.has(row.id))];
}
