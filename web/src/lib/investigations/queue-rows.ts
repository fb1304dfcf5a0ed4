/** As much of an investigation as the order and the life of a row depend on. */
export interface Row {
  id: string;
  version: number;
  eventAt: string; // an instant, ISO 8601
  status: 'OPEN' | 'RESOLVED' | 'UNRESOLVED';
}

/** What a queue shows, newest first, and the new rows that wait until the reader asks for them. */
export interface QueueRows<R extends Row> {
  readonly shown: readonly R[];
  readonly waiting: readonly R[];
  /** Rows that came in last without a reload, to be marked for a moment. */
  readonly fresh: ReadonlySet<string>;
}

export const NO_ROWS: QueueRows<never> = { shown: [], waiting: [], fresh: new Set() };

/** The next page of the list, without the rows that came by subscription meanwhile. */
export function appendPage<R extends Row>(rows: QueueRows<R>, page: readonly R[]): QueueRows<R> {
  return { ...rows, shown: [...rows.shown, ...page.filter((row) => !has(rows, row.id))] };
}

/**
 * A case was opened. It enters at once only while nothing is being read (`calm`), else it waits.
 * The same case twice is one row.
 */
export function addOpened<R extends Row>(rows: QueueRows<R>, row: R, calm: boolean): QueueRows<R> {
  if (has(rows, row.id)) return rows;
  if (!calm) return { ...rows, waiting: inOrder([...rows.waiting, row]) };
  return { ...rows, shown: inOrder([...rows.shown, row]), fresh: new Set([row.id]) };
}

/** The reader asked for the waiting rows. */
export function admitWaiting<R extends Row>(rows: QueueRows<R>): QueueRows<R> {
  return {
    shown: inOrder([...rows.shown, ...rows.waiting]),
    waiting: [],
    fresh: new Set(rows.waiting.map((row) => row.id)),
  };
}

/**
 * A case changed elsewhere. A shown row takes its new state and its place stays; a waiting row that
 * is no longer open is not worth showing. News older than what is shown is ignored.
 */
export function applyChange<R extends Row>(rows: QueueRows<R>, changed: R): QueueRows<R> {
  const take = (row: R) => (row.id === changed.id && changed.version > row.version ? changed : row);
  return {
    ...rows,
    shown: rows.shown.map(take),
    waiting: rows.waiting.map(take).filter((row) => row.status === 'OPEN'),
  };
}

/** The rows of a plain list after an event: news older than what is shown changes nothing. */
export function changeRows<R extends Row>(
  rows: readonly R[],
  { investigation: changed }: { investigation: R | null },
): R[] {
  const isNews = (row: R) => changed?.id === row.id && changed.version > row.version;
  return rows.map((row) => (changed && isNews(row) ? changed : row));
}

/** The reader has dealt with the case: its row goes. */
export function remove<R extends Row>(rows: QueueRows<R>, id: string): QueueRows<R> {
  const others = (row: R) => row.id !== id;
  return { ...rows, shown: rows.shown.filter(others), waiting: rows.waiting.filter(others) };
}

export interface CatchUp {
  calm: boolean;
  /** The case being read: it stays, whatever became of it. */
  keepId: string | undefined;
  /** Whether `present` is the whole list and not only its beginning. */
  complete: boolean;
}

/**
 * The list was read again after a break. Known rows keep their place and take their present state,
 * missed ones come in as if opened now, and those no longer in the queue go.
 */
export function catchUp<R extends Row>(
  rows: QueueRows<R>,
  present: readonly R[],
  { calm, keepId, complete }: CatchUp,
): QueueRows<R> {
  const presentIds = new Set(present.map((row) => row.id));
  const last = present.at(-1);
  const isBeyond = (row: R) => !complete && !!last && newestFirst(last, row) < 0;
  const stays = (row: R) => presentIds.has(row.id) || row.id === keepId || isBeyond(row);
  const kept = { ...rows, shown: rows.shown.filter(stays), waiting: rows.waiting.filter(stays) };
  const missed = present.filter((row) => !has(kept, row.id));
  const updated = present.reduce<QueueRows<R>>(applyChange, kept);
  if (!calm) return { ...updated, waiting: inOrder([...updated.waiting, ...missed]) };
  return { ...updated, shown: inOrder([...updated.shown, ...missed]) };
}

/** The row `step` places from `id`, or the first or last one; the first when `id` is not shown. */
export function neighbour<R extends Row>(
  rows: QueueRows<R>,
  id: string | undefined,
  step: number,
): R | undefined {
  const at = rows.shown.findIndex((row) => row.id === id);
  if (at < 0) return rows.shown[0];
  return rows.shown[Math.min(Math.max(at + step, 0), rows.shown.length - 1)];
}

/** Where the selection goes when `id` leaves: to the row that takes its place, or the last one. */
export function successor<R extends Row>(rows: QueueRows<R>, id: string): R | undefined {
  const at = rows.shown.findIndex((row) => row.id === id);
  return rows.shown[at + 1] ?? rows.shown[at - 1];
}

function has<R extends Row>(rows: QueueRows<R>, id: string): boolean {
  return rows.shown.some((row) => row.id === id) || rows.waiting.some((row) => row.id === id);
}

function inOrder<R extends Row>(rows: R[]): R[] {
  return rows.sort(newestFirst);
}

function newestFirst(a: Row, b: Row): number {
  return Date.parse(b.eventAt) - Date.parse(a.eventAt) || (a.id < b.id ? 1 : -1);
}
