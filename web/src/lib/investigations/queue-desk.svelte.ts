/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads these sets */
import { QueueForm } from './queue-form.svelte.ts';
import { QueuePlace } from './queue-place.svelte.ts';
import { successor } from './queue-rows.ts';
import { QueueSelection } from './queue-selection.svelte.ts';
import type { Viewing } from './queue-session.ts';
import { queueSession } from './queue-session.ts';
import type { Change } from './work-change.ts';
import { desk, type Target } from './work-desk.svelte.ts';
import type { Refusal } from './work-refusal.ts';
import type { WorkTask } from './work-words.ts';

/** Who looks at the queue, and whether they may work on it. */
export interface Worker extends Viewing {
  readonly mayWork: boolean;
}

/** The reader's hand on the queue: where it is, what it has marked, and what it does. */
export class QueueDesk {
  readonly place: QueuePlace;
  readonly selection = new QueueSelection();
  readonly form = new QueueForm();
  readonly #worker: Worker;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.place = new QueuePlace(worker);
  }

  get mayWork(): boolean {
    return this.#worker.mayWork;
  }

  /** How many cases the view has, loaded or not, but for those that wait to be let in. */
  get countAll(): number {
    const { totalCount, rows } = this.place.list;
    return totalCount - rows.waiting.length;
  }

  get isMarking(): boolean {
    return this.selection.isAll || this.selection.size > 0;
  }

  /** How many cases are marked. */
  get marked(): number {
    return this.selection.isAll ? this.countAll : this.selection.size;
  }

  /** Whether everything loaded is marked, and there is more. */
  get offersAll(): boolean {
    const { selection, countAll, place } = this;
    if (selection.isAll || place.view.groupBy) return false;
    return selection.size === place.list.rows.shown.length && countAll > selection.size;
  }

  /** What a key is for: the marked cases, else the case that is read, else the group. */
  get target(): Target | undefined {
    const { selection, place, countAll } = this;
    const { filter, preset } = place.list.scope;
    if (selection.isAll) return { matching: { preset, filter, count: countAll } };
    if (selection.size > 0) return { ids: [...selection.ids] };
    if (place.caseId) return place.current && { ids: [place.caseId] };
    return place.groupKey === undefined ? undefined : place.groups?.targetOfKey(place.groupKey);
  }

  enter(): void {
    this.selection.clear();
    this.place.enter();
  }

  select(id: string | undefined): void {
    void this.place.select(id, () => this.form.begun === undefined);
  }

  /** Goes on to the case or group so many stops further; to one that is not loaded when it is. */
  async move(step: number): Promise<void> {
    await this.place.load(step);
    const next = this.place.beside(step);
    if (!next) return;
    this.place.groupKey = next.key;
    this.select(next.id);
  }

  /** Marks up to the case beside the one that is read, and goes there. */
  async extend(step: number): Promise<void> {
    if (!this.mayWork) return;
    await this.place.load(step);
    const { caseId, list, view } = this.place;
    if (!caseId || view.groupBy) return;
    const order = list.rows.shown.map(({ id }) => id);
    const next = order[order.indexOf(caseId) + step];
    if (!next) return;
    this.selection.extend(order, next, caseId);
    this.select(next);
  }

  mark(id: string, isRange: boolean): void {
    const { caseId, list } = this.place;
    const order = list.rows.shown.map((row) => row.id);
    if (isRange) this.selection.extend(order, id, caseId);
    else this.selection.toggle(id);
  }

  markLoaded(): void {
    this.selection.set(this.place.list.rows.shown.map(({ id }) => id));
  }

  away(): void {
    if (this.isMarking) this.selection.clear();
    else this.select(undefined);
  }

  begin(task: WorkTask, of = this.target): void {
    if (of && this.mayWork) this.form.begin(task, of);
  }

  /** Does something that asks for nothing more. */
  act(change: Change, of = this.target): void {
    if (!of || !this.mayWork) return;
    this.#goOnAfter(() => void desk.do(change, of));
    this.selection.clear();
  }

  /** Does what was begun. */
  carryOut(change: Change): void {
    this.#goOnAfter(() => void this.form.carryOut(change));
    this.selection.clear();
  }

  /** What was typed for a change that did not go through becomes a note. */
  keep({ id, change }: Refusal): void {
    if ('note' in change) void desk.do({ kind: 'NOTE', note: change.note }, { ids: [id] });
  }

  /** The case beside the list is closed there. */
  closing = async (id: string, close: () => Promise<boolean>): Promise<boolean> => {
    const next = successor(this.place.list.rows.shown, id, new Set([id]));
    const closed = await queueSession.closing(id, close);
    if (closed && this.place.caseId === id) this.select(next?.id);
    return closed;
  };

  /** Goes on to the next case when the one being read leaves. */
  #goOnAfter(doIt: () => void): void {
    const { caseId } = this.place;
    const lists = queueSession.lists.map((one) => ({ one, before: one.rows.shown }));
    doIt();
    const home = lists.find(({ before }) => before.some((row) => row.id === caseId));
    if (!home) return;
    const staying = new Set(home.one.rows.shown.map(({ id }) => id));
    if (caseId && staying.has(caseId)) return;
    this.select(successor(home.before, caseId, { has: (id) => !staying.has(id) })?.id);
  }
}
