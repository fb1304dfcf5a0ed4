import type { QueueFilter as ApiFilter, GroupFragment } from '#lib/graphql/generated.ts';
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type Groups from './Groups.svelte';
import { keyOfGroup } from './groups.ts';
import type { QueueList } from './queue-list.svelte.ts';
import { queueSession, type Viewing } from './queue-session.ts';
import { queueHref, readQueueView, type QueueView } from './queue-view.ts';
import { goto } from '$app/navigation';
import { page } from '$app/state';

/** Somewhere that j and k stop at: a case, or the head of a group. */
interface Stop {
  id?: string;
  key?: string;
}

/** Where the reader of the queue is: the view and the case of the address, and the groups beside them. */
export class QueuePlace {
  address = $derived(queueHref(readQueueView(page.url.searchParams)));
  view = $derived(readQueueView(new URLSearchParams(this.address.split('?')[1])));
  /** The case that is read. */
  caseId = $derived(page.url.searchParams.get('case') ?? undefined);
  list: QueueList = $derived.by(() => queueSession.open(this.view, this.#viewing));
  /** The group that the reader stands at, or whose cases are gone through. */
  groupKey = $state<string>();
  readonly openKeys = new SvelteSet<string>();
  groups = $state<Groups>();
  readonly #viewing: Viewing;

  constructor(viewing: Viewing) {
    this.#viewing = viewing;
  }

  /** The case that is read, where it stands in a list. */
  get current() {
    const { caseId } = this;
    return caseId === undefined ? undefined : queueSession.known([caseId])[0];
  }

  /** Another view is looked at from its beginning; its list is brought up to date. */
  enter(): void {
    this.openKeys.clear();
    this.groupKey = undefined;
    if (!this.view.groupBy) void this.#bringUpToDate();
  }

  change(view: QueueView): void {
    void goto(queueHref(view), { reset: false });
  }

  /**
   * The next key is already for the case and its row, whatever the address takes to follow.
   *
   * @param mayFocus whether its row gets the focus, asked when it is there
   */
  async select(id: string | undefined, mayFocus: () => boolean): Promise<void> {
    this.caseId = id;
    void goto(queueHref(this.view, id), { replace: true, reset: false });
    if (!id) return;
    await tick();
    await Promise.all(queueSession.lists.map((list) => list.pane?.reveal(id, mayFocus())));
  }

  /** Sees to it that the case so many rows further on is loaded, where the list has as many. */
  async load(step: number): Promise<void> {
    const { list, view, caseId } = this;
    if (view.groupBy) return;
    const at = list.rows.shown.findIndex(({ id }) => id === caseId);
    if (at + step >= list.rows.shown.length) await list.more();
  }

  /** The case or the group so many stops further on; the first one from nowhere. */
  beside(step: number): Stop | undefined {
    const stops = this.#stops();
    const at = stops.findIndex(({ id, key }) =>
      this.caseId ? id === this.caseId : !id && key === this.groupKey,
    );
    return stops[at < 0 ? 0 : Math.min(Math.max(at + step, 0), stops.length - 1)];
  }

  /** Opens what the reader stands at. */
  open(): void {
    if (this.caseId) void goto(`/investigations/${this.caseId}`);
    const group = this.groups?.inOrder().find((one) => keyOfGroup(one) === this.groupKey);
    if (!this.caseId && group) this.toggle(group);
  }

  toggle(group: GroupFragment): void {
    const key = (this.groupKey = keyOfGroup(group));
    if (this.openKeys.delete(key)) return queueSession.closeGroup(key);
    this.openKeys.add(key);
    void this.listOf(group).refresh(undefined);
  }

  listOf(group: GroupFragment): QueueList {
    const inGroup = group.filter as ApiFilter; // the API says that it is one
    return queueSession.openGroup(keyOfGroup(group), inGroup, this.view, this.#viewing);
  }

  /** Reads the list anew, and on to the case that is read: it may be far from the beginning. */
  async #bringUpToDate(): Promise<void> {
    const { list, caseId } = this;
    await list.refresh(caseId);
    if (!caseId || list !== this.list || list.known([caseId]).size > 0) return;
    await list.reach(caseId);
    if (caseId === this.caseId) await list.pane?.reveal(caseId, false);
  }

  /** Every stop, in order: cases, or groups and the cases of those that are open. */
  #stops(): Stop[] {
    if (!this.view.groupBy) return this.list.rows.shown.map(({ id }) => ({ id }));
    return (this.groups?.inOrder() ?? []).flatMap((group) => {
      const key = keyOfGroup(group);
      const rows = this.openKeys.has(key) ? this.listOf(group).rows.shown : [];
      return [{ key }, ...rows.map(({ id }) => ({ key, id }))];
    });
  }
}
