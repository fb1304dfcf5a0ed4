import { liveEvents } from '#lib/live/live-events.svelte.ts';
import type { Zone } from '#lib/ui/zone.ts';
import { QueueList } from './queue-list.svelte.ts';
import { queueHref, type QueueView } from './queue-view.ts';

/**
 * The queue as the reader left it. It outlives its page, so that coming back from a case finds the
 * same rows at the same place, kept up to date meanwhile.
 */
class QueueSession {
  list: QueueList | undefined;
  #stopListening: (() => void) | undefined;

  /** The list of the view: the one left last if it is the same view, else a new one. */
  open(view: QueueView, zone: Zone): QueueList {
    if (this.list && queueHref(this.list.view) === queueHref(view)) return this.list;
    this.#stopListening?.();
    const list = new QueueList(view, zone);
    this.#stopListening = liveEvents.listen({
      take: ({ kind, investigation }) => {
        if (!investigation) return;
        if (kind === 'INVESTIGATION_OPENED') list.opened(investigation);
        else list.changed(investigation);
      },
      settle: () => list.settle(),
      renew: () => list.load(),
    });
    return (this.list = list);
  }

  /** Carries out a change that closes a case, with or without a list to take it from. */
  closing = (id: string, close: () => Promise<boolean>): Promise<boolean> =>
    this.list ? this.list.closing(id, close) : close();
}

export const queueSession = new QueueSession();
