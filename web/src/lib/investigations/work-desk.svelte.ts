/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads these maps */
import { RequestFailed } from '#lib/graphql/client.ts';
import type {
  InvestigationSelectionInput,
  MatchingInvestigationsInput,
  QueueRowFragment,
} from '#lib/graphql/generated.ts';
import { SvelteMap } from 'svelte/reactivity';
import { queueSession } from './queue-session.ts';
import { foresee, type Change, type Person } from './work-change.ts';
import { currentOf, toRefusal, type Refusal } from './work-refusal.ts';
import { send, undo, type Done } from './work-send.ts';

const UNDO_FOR_MS = 30_000;

/** Which cases are worked on: some of them, or all that match a view and were counted there. */
export type Target = { ids: string[] } | { matching: MatchingInvestigationsInput };

/** Something that the reader did and can take back for a while. */
export class Deed {
  readonly change: Change;
  readonly target: Target;
  /** How many cases it was of: foreseen first, then as the server says. */
  count: number = $state(0);
  /** Until when it can be taken back; undefined while it is on its way. Milliseconds since 1970. */
  undoUntil = $state<number>();

  constructor(change: Change, target: Target) {
    this.change = change;
    this.target = target;
    this.count = 'ids' in target ? target.ids.length : target.matching.count;
  }
}

/** What failed as a whole, with the way to try it again. */
export interface Failed {
  message: string;
  again: () => void;
}

interface Act {
  readonly deed: Deed;
  /** The cases as they were. */
  readonly before: QueueRowFragment[];
  token: string | null;
  failed: boolean;
}

/**
 * Does the reader's work: shown at once, sent one after the other, and put right when the server
 * decides otherwise.
 */
export class WorkDesk {
  /** What was done last and can be taken back; newest last. */
  deeds = $state.raw<readonly Deed[]>([]);
  failed = $state.raw<Failed>();
  readonly refusals = new SvelteMap<string, Refusal>();
  me: Person = { id: '', name: '' };
  #acts = new Map<Deed, Act>();
  /** Versions that come of the reader's own changes, which what the pages show may not have yet. */
  #versions = new Map<string, number>();
  #line: Promise<void> = Promise.resolve();

  /** Makes a change; resolves, when the server has decided, to whether it went through as a whole. */
  async do(change: Change, target: Target): Promise<boolean> {
    const before = this.#casesOf(target);
    const deed = new Deed(change, target);
    const act: Act = { deed, before, token: null, failed: false };
    this.failed = undefined;
    before.forEach(({ id }) => this.refusals.delete(id));
    this.#foresee(before.map((row) => foresee(row, change, this.me, Date.now())));
    this.#acts.set(deed, act);
    this.deeds = [...this.deeds, deed];
    await this.#inLine(() => this.#send(act));
    return !act.failed;
  }

  /** Takes back what was done last, or the deed. */
  undo(deed = this.deeds.at(-1)): Promise<void> {
    const act = deed && this.#acts.get(deed);
    if (!act) return Promise.resolve();
    this.#forget(act);
    this.#foresee(act.before);
    return this.#inLine(() => this.#takeBack(act));
  }

  /** It can no longer be taken back. */
  expire(now: number): void {
    const isOver = ({ undoUntil }: Deed) => undoUntil !== undefined && undoUntil <= now;
    for (const deed of this.deeds.filter(isOver)) this.#forget(this.#acts.get(deed));
  }

  dismiss(id: string): void {
    this.refusals.delete(id);
    queueSession.lists.forEach((list) => list.sweep(id));
  }

  #casesOf(target: Target): QueueRowFragment[] {
    return 'ids' in target
      ? queueSession.known(target.ids)
      : queueSession.matching(target.matching);
  }

  #foresee(rows: QueueRowFragment[]): void {
    for (const list of queueSession.lists) {
      list.hold(rows.map(({ id }) => id));
      list.show(rows);
    }
  }

  #inLine(step: () => Promise<void>): Promise<void> {
    return (this.#line = this.#line.then(step));
  }

  async #send(act: Act): Promise<void> {
    const { change, target } = act.deed;
    try {
      const done = await send(change, this.#which(act));
      act.token = done.undoToken;
      done.rows.forEach(({ id, version }) => this.#versions.set(id, version));
      if (!this.#acts.has(act.deed)) return this.#release(act); // taken back meanwhile
      this.#settle(act, done);
      this.#offerUndo(act, done);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      act.failed = true;
      this.#forget(act);
      this.#restore(act);
      const again = () => void this.do(change, target);
      this.failed = { message: error.message, again };
      if (error.code === 'MoreThanShown') await refreshAll();
    }
  }

  async #takeBack(act: Act): Promise<void> {
    if (!act.token) return this.#restore(act);
    try {
      const undone = await undo(act.token, 'ids' in act.deed.target);
      undone.rows.forEach(({ id, version }) => this.#versions.set(id, version));
      this.#settle(act, undone);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.#release(act);
      this.failed = {
        message: error.message,
        again: () => void this.#inLine(() => this.#takeBack(act)),
      };
      await refreshAll();
    }
  }

  /** What the reader saw when deciding, or what came of their own changes since. */
  #which({ deed: { target }, before }: Act): InvestigationSelectionInput {
    if ('matching' in target) return { matching: target.matching };
    return {
      selected: before.map(({ id, version }) => ({
        id,
        version: Math.max(version, this.#versions.get(id) ?? 0),
      })),
    };
  }

  #settle(act: Act, { rows, refused }: Done): void {
    const { change, target } = act.deed;
    this.#release(act);
    for (const refusal of refused.map((one) => toRefusal(one, change))) {
      this.refusals.set(refusal.id, refusal);
    }
    for (const list of queueSession.lists) {
      list.confirm(rows);
      list.putBack(refused.map(currentOf).filter((row) => row !== undefined));
    }
    if ('matching' in target) void refreshAll();
  }

  #offerUndo(act: Act, { changed, undoToken }: Done): void {
    if (!undoToken) return this.#forget(act);
    act.deed.count = changed;
    act.deed.undoUntil = Date.now() + UNDO_FOR_MS;
  }

  #restore(act: Act): void {
    this.#release(act);
    queueSession.lists.forEach((list) => list.confirm(act.before));
  }

  #release({ before }: Act): void {
    queueSession.lists.forEach((list) => list.release(before.map(({ id }) => id)));
  }

  #forget(act: Act | undefined): void {
    if (!act) return;
    this.#acts.delete(act.deed);
    this.deeds = this.deeds.filter((deed) => deed !== act.deed);
  }
}

export const desk = new WorkDesk();

async function refreshAll(): Promise<void> {
  await Promise.all(queueSession.lists.map((list) => list.refresh(undefined)));
}
