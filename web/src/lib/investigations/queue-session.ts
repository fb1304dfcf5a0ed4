import type {
  QueueFilter as ApiFilter,
  MatchingInvestigationsInput,
  QueueRowFragment,
} from '#lib/graphql/generated.ts';
import { systemClock } from '#lib/live/clock.ts';
import { liveEvents } from '#lib/live/live-events.svelte.ts';
import { Soon } from '#lib/live/soon.ts';
import type { Zone } from '#lib/ui/zone.ts';
import { toApiFilter } from './queue-filter.ts';
import { fits } from './queue-fits.ts';
import { QueueList } from './queue-list.svelte.ts';
import { queueHref, type QueueView } from './queue-view.ts';

/** Many events in a row are shown in one go, so that a flood of them does not hold up the hand. */
const SHOWN_AFTER_MS = 80;

/** Where and by whom the queue is looked at. */
export interface Viewing extends Zone {
  /** The reader's id; undefined while it is not known. */
  readonly me: string | undefined;
}

/**
 * The queue as the reader left it. It outlives its page, so that coming back from a case finds the
 * same rows at the same place, kept up to date meanwhile.
 */
class QueueSession {
  list: QueueList | undefined;
  view: QueueView | undefined;
  /** The lists of the groups that are open, by the key of the group. */
  #groups = new Map<string, QueueList>();
  #stopListening: (() => void) | undefined;
  #heard: QueueRowFragment[] = [];
  #showing = new Soon(() => this.#show(), systemClock);

  /** Everything that shows cases now. */
  get lists(): QueueList[] {
    return [...(this.list ? [this.list] : []), ...this.#groups.values()];
  }

  /** The list of the view: the one left last if it is the same view, else a new one. */
  open(view: QueueView, viewing: Viewing): QueueList {
    if (this.list && this.view && queueHref(this.view) === queueHref(view)) return this.list;
    this.closeGroups();
    this.list?.close();
    this.view = view;
    this.#stopListening ??= this.#listen();
    return (this.list = listOf(view, viewing, toApiFilter(view.filter, viewing.timeZone)));
  }

  /** The list of one group of the view, as it was left. */
  openGroup(key: string, filter: ApiFilter, view: QueueView, viewing: Viewing): QueueList {
    const list = this.#groups.get(key) ?? listOf(view, viewing, filter);
    this.#groups.set(key, list);
    return list;
  }

  closeGroup(key: string): void {
    this.#groups.get(key)?.close();
    this.#groups.delete(key);
  }

  closeGroups(): void {
    for (const key of [...this.#groups.keys()]) this.closeGroup(key);
  }

  /** The cases as they are shown; those that are not loaded are left out. */
  known(ids: readonly string[]): QueueRowFragment[] {
    const rows = new Map(this.lists.flatMap((list) => [...list.known(ids)]));
    return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
  }

  /** The loaded cases that a group, or the whole view, has. */
  matching({ filter }: MatchingInvestigationsInput): QueueRowFragment[] {
    const { errorId, supplierId, stage } = filter ?? {};
    const rows = this.lists.flatMap((list) => list.rows.shown);
    return rows.filter(
      (row) =>
        (errorId ?? row.errorId) === row.errorId &&
        (supplierId ?? row.supplierId) === row.supplierId &&
        (stage ?? row.stage) === row.stage,
    );
  }

  /** Carries out a change that closes a case; its row leaves when it is done. */
  closing = async (id: string, close: () => Promise<boolean>): Promise<boolean> => {
    this.lists.forEach((list) => list.hold([id]));
    const closed = await close();
    this.lists.forEach((list) => list.release([id]));
    if (closed) this.lists.forEach((list) => list.drop(id));
    return closed;
  };

  #listen(): () => void {
    return liveEvents.listen({
      take: ({ investigation }) => {
        if (!investigation) return;
        this.#heard.push(investigation);
        this.#showing.ask(SHOWN_AFTER_MS);
      },
      settle: async () => {
        await this.#showing.settle();
        await Promise.all(this.lists.map((list) => list.settle()));
      },
      renew: async () => {
        await Promise.all(this.lists.map((list) => list.load()));
      },
    });
  }

  #show(): Promise<void> {
    const news = this.#heard.splice(0);
    this.lists.forEach((list) => list.take(news));
    return Promise.resolve();
  }
}

export const queueSession = new QueueSession();

function listOf(view: QueueView, viewing: Viewing, filter: ApiFilter): QueueList {
  const belongs = narrowed(view, filter);
  return new QueueList({
    preset: view.preset,
    filter,
    sort: view.sort ?? 'NEWEST',
    fits: (row) => {
      const { me, today, timeZone } = viewing;
      return fits(belongs, row, { me, today, timeZone, now: Date.now() });
    },
  });
}

/** The view within a group, whose filter adds what its cases have in common. */
function narrowed(view: QueueView, { errorId, supplierId, stage }: ApiFilter): QueueView {
  const common = Object.entries({ errorId, supplierId, stage }).filter(
    ([, value]) => value != null,
  );
  return { ...view, filter: { ...view.filter, ...Object.fromEntries(common) } };
}
