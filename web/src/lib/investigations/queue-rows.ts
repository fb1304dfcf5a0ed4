import { merged, type Order, type Placed } from './queue-order.ts';

/** As much of an investigation as the order and the life of a row depend on. */
export interface Row extends Placed {
  version: number;
}

/** What a queue shows, in its order, and the new rows that wait until the reader asks for them. */
export interface QueueRows<R extends Row> {
  readonly shown: readonly R[];
  readonly waiting: readonly R[];
  /** Rows that came in last without a reload, to be marked for a moment. */
  readonly fresh: ReadonlySet<string>;
}

export const NO_ROWS: QueueRows<never> = { shown: [], waiting: [], fresh: new Set() };

/** The next page of the list, without the rows that came by subscription meanwhile. */
export function appendPage<R extends Row>(rows: QueueRows<R>, page: readonly R[]): QueueRows<R> {
  return { ...rows, shown: [...rows.shown, ...unknownOf(rows, page)] };
}

/**
 * Cases came into the view. They enter at once only while nothing is being read (`calm`), else they
 * wait. The same case twice is one row.
 */
export function addOpened<R extends Row>(
  rows: QueueRows<R>,
  opened: readonly R[],
  { calm, order }: { calm: boolean; order: Order },
): QueueRows<R> {
  const coming = unknownOf(rows, opened);
  if (coming.length === 0) return rows;
  if (!calm) return { ...rows, waiting: merged(rows.waiting, coming, order) };
  const fresh = new Set(coming.map(({ id }) => id));
  return { ...rows, shown: merged(rows.shown, coming, order), fresh };
}

/** The reader asked for the waiting rows. */
export function admitWaiting<R extends Row>(rows: QueueRows<R>, order: Order): QueueRows<R> {
  return {
    shown: merged(rows.shown, rows.waiting, order),
    waiting: [],
    fresh: new Set(rows.waiting.map(({ id }) => id)),
  };
}

/**
 * Cases changed elsewhere. A shown row takes its new state and its place stays; a waiting row that no
 * longer belongs to the view is not worth showing. News older than what is shown is ignored.
 */
export function applyChanges<R extends Row>(
  rows: QueueRows<R>,
  news: ReadonlyMap<string, R>,
  belongs: (row: R) => boolean,
): QueueRows<R> {
  const take = (row: R) => {
    const changed = news.get(row.id);
    return changed && changed.version > row.version ? changed : row;
  };
  return { ...rows, shown: rows.shown.map(take), waiting: rows.waiting.map(take).filter(belongs) };
}

/** The rows of a plain list after an event: news older than what is shown changes nothing. */
export function changeRows<R extends Pick<Row, 'id' | 'version'>>(
  rows: readonly R[],
  { investigation: changed }: { investigation: R | null },
): R[] {
  const isNews = (row: R) => changed?.id === row.id && changed.version > row.version;
  return rows.map((row) => (changed && isNews(row) ? changed : row));
}

/** The reader's own doing: the rows stand as told, at their places, whatever was shown of them. */
export function place<R extends Row>(
  rows: QueueRows<R>,
  told: readonly R[],
  order: Order,
): QueueRows<R> {
  const byId = new Map(told.map((row) => [row.id, row]));
  const take = (row: R) => byId.get(row.id) ?? row;
  const present = { ...rows, shown: rows.shown.map(take), waiting: rows.waiting.map(take) };
  return { ...present, shown: merged(present.shown, unknownOf(present, told), order) };
}

/** The reader has dealt with the cases: their rows go. */
export function remove<R extends Row>(
  rows: QueueRows<R>,
  ids: Pick<ReadonlySet<string>, 'has'>,
): QueueRows<R> {
  const others = (row: R) => !ids.has(row.id);
  return { ...rows, shown: rows.shown.filter(others), waiting: rows.waiting.filter(others) };
}

export interface CatchUp<R extends Row> {
  calm: boolean;
  order: Order;
  /** The case being read: it stays, whatever became of it. */
  keepId: string | undefined;
  /** Whether `present` is the whole list and not only its beginning. */
  complete: boolean;
  belongs: (row: R) => boolean;
}

/**
 * The list was read again after a break. Known rows keep their place and take their present state,
 * missed ones come in as if opened now, and those no longer in the queue go.
 */
export function catchUp<R extends Row>(
  rows: QueueRows<R>,
  present: readonly R[],
  { calm, order, keepId, complete, belongs }: CatchUp<R>,
): QueueRows<R> {
  const byId = new Map(present.map((row) => [row.id, row]));
  const last = present.at(-1);
  const isBeyond = (row: R) => !complete && !!last && order(last, row) < 0;
  const stays = (row: R) => byId.has(row.id) || row.id === keepId || isBeyond(row);
  const kept = { ...rows, shown: rows.shown.filter(stays), waiting: rows.waiting.filter(stays) };
  return addOpened(applyChanges(kept, byId, belongs), present, { calm, order });
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

/**
 * Where the reader goes on when rows leave: to the next one after `id` that stays, or the last before
 * it; `id` itself when it stays.
 */
export function successor<R extends Row>(
  shown: readonly R[],
  id: string | undefined,
  leaving: Pick<ReadonlySet<string>, 'has'>,
): R | undefined {
  const at = shown.findIndex((row) => row.id === id);
  if (at < 0) return undefined;
  const stays = (row: R) => !leaving.has(row.id);
  return shown.slice(at).find(stays) ?? shown.slice(0, at).findLast(stays);
}

function unknownOf<R extends Row>({ shown, waiting }: QueueRows<R>, others: readonly R[]): R[] {
  const known = new Set([...shown, ...waiting].map(({ id }) => id));
  return others.filter(({ id }) => !known.has(id));
}
