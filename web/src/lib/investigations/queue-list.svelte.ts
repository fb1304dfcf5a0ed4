import { request, RequestFailed } from '#lib/graphql/client.ts';
import { QueueListDocument, type QueueRowFragment } from '#lib/graphql/generated.ts';
import { systemClock } from '#lib/live/clock.ts';
import { Soon } from '#lib/live/soon.ts';
import type { Zone } from '#lib/ui/zone.ts';
import {
  addOpened,
  admitWaiting,
  appendPage,
  applyChange,
  catchUp,
  NO_ROWS,
  remove,
  type QueueRows,
} from './queue-rows.ts';
import { belongsTo, toApiFilter, type QueueView } from './queue-view.ts';

const PAGE = 50;
const MOST_AT_ONCE = 200;

type Rows = QueueRows<QueueRowFragment>;

/** One view of the queue: its rows, its pages and what reaches it live. */
export class QueueList {
  rows = $state.raw<Rows>(NO_ROWS);
  totalCount = $state(0);
  hasNextPage = $state(false);
  loaded = $state(false);
  loading = $state(false);
  error = $state.raw<string>();
  /** Pixels; kept here so that the reader comes back to the same place. */
  scrollTop = 0;
  /** Whether new rows may enter at once: nothing is selected and the list is at its top. */
  isCalm: () => boolean = () => false;
  readonly view: QueueView;
  #zone: Zone;
  #cursor: string | null = null;
  /** Cases the reader is closing: their row leaves, it does not grey. */
  #closing: string[] = [];
  /** What came by subscription while a page was being read, which may be older. */
  #heard: QueueRowFragment[] = [];
  #recounting = new Soon(() => this.#recount(), systemClock);

  constructor(view: QueueView, zone: Zone) {
    this.view = view;
    this.#zone = zone;
  }

  load = async (): Promise<void> => {
    const page = await this.#read(PAGE, null);
    if (!page) return;
    this.rows = appendPage(NO_ROWS as Rows, page);
    this.loaded = true;
    this.#catchHeard();
  };

  more = async (): Promise<void> => {
    if (this.loading || !this.hasNextPage) return;
    const page = await this.#read(PAGE, this.#cursor);
    if (!page) return;
    this.rows = appendPage(this.rows, page);
    this.#catchHeard();
  };

  /** Reads again what is shown, after a break or a return to the page. */
  async refresh(keepId: string | undefined): Promise<void> {
    if (!this.loaded) return this.load();
    const first = Math.min(Math.max(this.rows.shown.length, PAGE), MOST_AT_ONCE);
    const present = await this.#read(first, null);
    if (!present) return;
    const complete = !this.hasNextPage;
    this.rows = catchUp(this.rows, present, { calm: this.isCalm(), keepId, complete });
    this.#catchHeard();
  }

  admit(): void {
    this.rows = admitWaiting(this.rows);
  }

  opened(row: QueueRowFragment): void {
    if (this.loading) this.#heard.push(row);
    if (!this.loaded || !belongsTo(this.view, row, this.#zone)) return;
    if (this.#isBeyondLoaded(row)) return this.#recounting.ask();
    const before = this.rows;
    this.rows = addOpened(before, row, this.isCalm());
    if (this.rows !== before) this.totalCount += 1;
  }

  changed(row: QueueRowFragment): void {
    if (this.#closing.includes(row.id)) return;
    if (this.loading) this.#heard.push(row);
    const { shown, waiting } = this.rows;
    const known = [...shown, ...waiting].find(({ id }) => id === row.id);
    if (!known && row.status === 'OPEN') return this.opened(row);
    if (!known) this.#recounting.ask();
    if (known?.status === 'OPEN' && row.status !== 'OPEN') this.totalCount -= 1;
    this.rows = applyChange(this.rows, row);
  }

  /** Runs a closing of the case; the row leaves when `close` says that it is done. */
  async closing(id: string, close: () => Promise<boolean>): Promise<boolean> {
    this.#closing.push(id);
    try {
      const closed = await close();
      if (closed) this.#leave(id);
      return closed;
    } finally {
      this.#closing = this.#closing.filter((other) => other !== id);
    }
  }

  /** Reads again what could not be read. */
  async settle(): Promise<void> {
    if (this.error) await this.refresh(undefined);
  }

  #leave(id: string): void {
    if (!this.rows.shown.some((row) => row.id === id)) return;
    this.rows = remove(this.rows, id);
    this.totalCount -= 1;
  }

  #catchHeard(): void {
    this.#heard.splice(0).forEach((row) => this.changed(row));
  }

  /** A case older than the last loaded row comes with its own page. */
  #isBeyondLoaded(row: QueueRowFragment): boolean {
    const last = this.rows.shown.at(-1);
    return this.hasNextPage && !!last && Date.parse(row.eventAt) < Date.parse(last.eventAt);
  }

  /** Counts anew after a change of a case that is not loaded. */
  async #recount(): Promise<void> {
    try {
      this.totalCount = (await this.#ask(1, null)).totalCount;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
    }
  }

  async #ask(first: number, after: string | null) {
    const { preset, filter } = this.view;
    const apiFilter = toApiFilter(filter, this.#zone.timeZone);
    const variables = { preset, filter: apiFilter, first, after };
    return (await request(QueueListDocument, variables)).queue;
  }

  async #read(first: number, after: string | null): Promise<QueueRowFragment[] | undefined> {
    this.loading = true;
    try {
      const queue = await this.#ask(first, after);
      this.error = undefined;
      this.totalCount = queue.totalCount;
      this.hasNextPage = queue.pageInfo.hasNextPage;
      this.#cursor = queue.pageInfo.endCursor;
      return queue.edges.map((edge) => edge.node);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
      return undefined;
    } finally {
      this.loading = false;
    }
  }
}
