/* eslint-disable svelte/prefer-svelte-reactivity -- what pages read is replaced, not changed in place */
import { request, RequestFailed } from '#lib/graphql/client.ts';
import {
  PlaceInQueueDocument,
  QueueListDocument,
  type QueueFilter as ApiFilter,
  type InvestigationSort,
  type QueueListQuery,
  type QueuePreset,
  type QueueRowFragment,
} from '#lib/graphql/generated.ts';
import { systemClock } from '#lib/live/clock.ts';
import { Soon } from '#lib/live/soon.ts';
import { ORDERS } from './queue-order.ts';
import {
  addOpened,
  admitWaiting,
  appendPage,
  applyChanges,
  catchUp,
  NO_ROWS,
  place,
  remove,
  type QueueRows,
} from './queue-rows.ts';

const FIRST_PAGE = 100;
const PAGE = 500; // what comes behind is for scrolling through thousands
const MOST_AT_ONCE = 500;

type Row = QueueRowFragment;
type Rows = QueueRows<Row>;
type Page = QueueListQuery['queue'];

/** Which cases a list has, and in which order. */
export interface ListScope {
  preset: QueuePreset;
  filter: ApiFilter;
  sort: InvestigationSort;
  /** Whether a case belongs to it; undefined where only the server can tell. */
  fits: (row: Row) => boolean | undefined;
}

/** The window through which a list is seen. */
export interface ListPane {
  /** Whether new rows may enter at once: nothing is selected and the list is at its top. */
  isCalm(): boolean;
  /** Brings the row into view and, unless something else has it by right, gives it the focus. */
  reveal(id: string, withFocus: boolean): Promise<void>;
  toTop(): void;
}

/** One list of the queue: its rows, its pages, what reaches it live and what the reader does to it. */
export class QueueList {
  rows = $state.raw<Rows>(NO_ROWS);
  totalCount = $state(0);
  hasNextPage = $state(false);
  loaded = $state(false);
  loading = $state(false);
  error = $state.raw<string>();
  /** Pixels; kept here so that the reader comes back to the same place. */
  scrollTop = 0;
  /** What draws it; undefined while nothing does. */
  pane: ListPane | undefined;
  readonly scope: ListScope;
  #cursor: string | null = null;
  /** What was last begun to be read, until it is. */
  #underWay: Promise<void> | undefined;
  /** Cases that left by the reader's own doing, as they are now. */
  #away = new Map<string, Row>();
  /** Cases whose change by the reader is on its way: until it is decided they stand as foreseen. */
  #held = new Map<string, number>();
  /** What came by subscription while a page was being read, which may be older. */
  #heard: Row[] = [];
  #recounting = new Soon(() => this.#recount(), systemClock);
  #refreshing = new Soon(() => this.refresh(undefined), systemClock);

  constructor(scope: ListScope) {
    this.scope = scope;
  }

  get #isCalm(): boolean {
    return this.pane?.isCalm() ?? false;
  }

  get #order() {
    return ORDERS[this.scope.sort];
  }

  load = (): Promise<void> =>
    this.#reading(async () => {
      const page = await this.#ask(FIRST_PAGE, null);
      this.#stand(page, appendPage(NO_ROWS as Rows, rowsOf(page)));
      this.loaded = true;
    });

  /** Reads the next page, unless something is being read: then it is done when that is. */
  more = async (): Promise<void> => {
    if (this.#underWay) return this.#underWay;
    if (!this.hasNextPage) return;
    await this.#reading(async () => {
      const page = await this.#ask(PAGE, this.#cursor);
      const coming = rowsOf(page).filter(({ id }) => !this.#away.has(id));
      this.#stand(page, appendPage(this.rows, coming));
    });
  };

  /** Reads again what is shown, after a break or a return to the page. */
  async refresh(keepId: string | undefined): Promise<void> {
    if (!this.loaded) return this.load();
    await this.#reading(async () => {
      const { last, present } = await this.#readAgain(Math.max(this.rows.shown.length, FIRST_PAGE));
      const complete = !last.pageInfo.hasNextPage;
      const calm = this.#isCalm || this.rows.shown.length === 0;
      const how = { calm, order: this.#order, keepId, complete };
      const seen = present.filter(({ id }) => !this.#held.has(id));
      seen.forEach(({ id }) => this.#away.delete(id));
      this.#stand(last, catchUp(this.rows, seen, { ...how, belongs: this.#belongs }));
    });
  }

  /** Reads on until the case is loaded, if the list has it. */
  async reach(id: string): Promise<void> {
    const before = await this.#placeOf(id);
    if (before === undefined) return;
    while (this.rows.shown.length <= before && this.hasNextPage && !this.error) await this.more();
  }

  /** Lets the waiting rows in, at the top. What others have taken out of the view goes with it. */
  showNew(): void {
    const gone = this.rows.shown.filter((row) => !this.#belongs(row)).map(({ id }) => id);
    this.rows = admitWaiting(remove(this.rows, new Set(gone)), this.#order);
    this.pane?.toTop();
  }

  /** Cases were opened or changed, by whomever. */
  take(news: readonly Row[]): void {
    if (this.loading) this.#heard.push(...news);
    if (!this.loaded) return;
    const latest = new Map(news.map((row) => [row.id, row]));
    const known = this.known(latest.keys());
    const coming = [...latest.values()].filter((row) => this.#comes(row, known.get(row.id)));
    for (const [id, before] of known) this.#recordChange(before, latest.get(id)!); // known by latest
    const changed = applyChanges(this.rows, latest, this.#belongs);
    this.rows = addOpened(changed, coming, { calm: this.#isCalm, order: this.#order });
  }

  /** Those of the cases that are loaded or have left by the reader's own doing. */
  known(ids: Iterable<string>): Map<string, Row> {
    const wanted = new Set(ids);
    const all = [...this.#away.values(), ...this.rows.waiting, ...this.rows.shown];
    return new Map(all.filter(({ id }) => wanted.has(id)).map((row) => [row.id, row]));
  }

  /** The reader changes the cases: until `release`, only what the reader does moves them. */
  hold(ids: Iterable<string>): void {
    for (const id of ids) this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
  }

  /** One change of each of them is decided; others may still be on their way. */
  release(ids: Iterable<string>): void {
    for (const id of ids) {
      const left = (this.#held.get(id) ?? 0) - 1;
      if (left > 0) this.#held.set(id, left);
      else this.#held.delete(id);
    }
  }

  /** Shows cases as the server has them, but for those that the reader changes already again. */
  confirm(told: readonly Row[]): void {
    this.show(told.filter(({ id }) => !this.#held.has(id)));
  }

  /** Shows what the reader has done, or is about to: what fits stands at its place, the rest leaves. */
  show(told: readonly Row[]): void {
    const known = this.known(told.map(({ id }) => id));
    const staying = told.filter((row) => this.#belongs(row) && this.#isNear(row, known));
    const leaving = told.filter((row) => known.has(row.id) && !this.#belongs(row));
    const counted = this.#counted(known.values());
    leaving.forEach((row) => this.#away.set(row.id, row));
    staying.forEach(({ id }) => this.#away.delete(id));
    this.rows = place(
      remove(this.rows, new Set(leaving.map(({ id }) => id))),
      staying,
      this.#order,
    );
    this.totalCount += staying.length - counted;
  }

  /** Puts cases back that the reader could not change, whatever became of them. */
  putBack(refused: readonly Row[]): void {
    this.show(refused);
    const back = refused.filter(({ id }) => this.#away.delete(id));
    this.rows = place(this.rows, back, this.#order);
  }

  /** The reader has read what became of the case: it goes if it is no longer in the view. */
  sweep(id: string): void {
    const [row] = this.known([id]).values();
    if (row && !this.#belongs(row)) this.rows = remove(this.rows, new Set([id]));
  }

  /** The reader has dealt with the case elsewhere on the page. */
  drop(id: string): void {
    const [row] = this.known([id]).values();
    if (!row || this.#away.has(id)) return;
    this.totalCount -= this.#counted([row]);
    this.#away.set(id, row);
    this.rows = remove(this.rows, new Set([id]));
  }

  /** Reads again what could not be read. */
  async settle(): Promise<void> {
    if (this.error) await this.refresh(undefined);
    await this.#recounting.settle();
    await this.#refreshing.settle();
  }

  /** Nobody looks at the list any more. */
  close(): void {
    this.#recounting.stop();
    this.#refreshing.stop();
  }

  #belongs = (row: Row): boolean => this.scope.fits(row) !== false;

  /** How many of the rows are in the count. */
  #counted(rows: Iterable<Row>): number {
    return [...rows].filter((row) => !this.#away.has(row.id) && this.#belongs(row)).length;
  }

  /** A row that was never loaded and is beyond what is loaded comes with its own page. */
  #isNear(row: Row, known: ReadonlyMap<string, Row>): boolean {
    return known.has(row.id) || !this.#isBeyondLoaded(row);
  }

  /** Whether news of a case makes it come into the list now. */
  #comes(row: Row, before: Row | undefined): boolean {
    if (before) return this.#returns(row, before);
    const fits = this.scope.fits(row);
    if (fits === undefined) this.#refreshing.ask();
    if (fits === true && !this.#isBeyondLoaded(row)) {
      this.totalCount += 1;
      return true;
    }
    this.#recounting.ask(); // it may have been among those that are not loaded
    return false;
  }

  #returns(row: Row, before: Row): boolean {
    if (!this.#away.has(row.id) || row.version <= before.version) return false;
    this.#away.set(row.id, row);
    if (this.#held.has(row.id) || !this.#belongs(row)) return false;
    this.#away.delete(row.id);
    this.totalCount += 1;
    return true;
  }

  #recordChange(before: Row, now: Row): void {
    if (now.version <= before.version || this.#away.has(now.id)) return;
    this.totalCount += Number(this.#belongs(now)) - Number(this.#belongs(before));
  }

  /** The count of the answer may be older than what was heard, or newer. */
  #catchHeard(): void {
    const heard = this.#heard.splice(0);
    if (heard.length > 0) this.#recounting.ask();
    this.take(heard);
  }

  #isBeyondLoaded(row: Row): boolean {
    const last = this.rows.shown.at(-1);
    return this.hasNextPage && !!last && this.#order(last, row) <= 0;
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

  async #ask(first: number, after: string | null): Promise<Page> {
    const { preset, filter, sort } = this.scope;
    return (await request(QueueListDocument, { preset, filter, sort, first, after })).queue;
  }

  /** How many cases of the list stand before the case; undefined where nobody can tell. */
  async #placeOf(id: string): Promise<number | undefined> {
    const { preset, filter, sort } = this.scope;
    try {
      const { queueNeighbours } = await request(PlaceInQueueDocument, { id, preset, filter, sort });
      return queueNeighbours?.before ?? undefined;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
      return undefined;
    }
  }

  /** The beginning of the list, as many rows as that, in as many answers as it takes. */
  async #readAgain(wanted: number): Promise<{ last: Page; present: Row[] }> {
    let last = await this.#ask(Math.min(wanted, MOST_AT_ONCE), null);
    const present = rowsOf(last);
    while (present.length < wanted && last.pageInfo.hasNextPage) {
      const first = Math.min(wanted - present.length, MOST_AT_ONCE);
      last = await this.#ask(first, last.pageInfo.endCursor);
      present.push(...rowsOf(last));
    }
    return { last, present };
  }

  /** The rows and what is behind them change as one, or the list would be too short for a moment. */
  #stand({ totalCount, pageInfo }: Page, rows: Rows): void {
    this.rows = rows;
    this.totalCount = totalCount;
    this.hasNextPage = pageInfo.hasNextPage;
    this.#cursor = pageInfo.endCursor;
  }

  async #reading(read: () => Promise<void>): Promise<void> {
    const reading = this.#attempt(read);
    this.#underWay = reading;
    this.loading = true;
    try {
      await reading;
    } finally {
      if (this.#underWay === reading) {
        this.#underWay = undefined;
        this.loading = false;
      }
    }
    if (!this.loading) this.#catchHeard();
  }

  async #attempt(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.error = undefined;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.error = error.message;
    }
  }
}

function rowsOf({ edges }: Page): Row[] {
  return edges.map(({ node }) => node);
}
