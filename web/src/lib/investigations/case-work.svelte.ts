/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads the map */
import { RequestFailed } from '#lib/graphql/client.ts';
import type { CaseQuery, QueueRowFragment, WorkRefusedFragment } from '#lib/graphql/generated.ts';
import { draftOf, type CaseDraft } from './case-draft.svelte.ts';
import { foresee, type Change, type Person } from './work-change.ts';
import { send, undo, type Done } from './work-send.ts';
import type { WorkTask } from './work-words.ts';

type Facts = NonNullable<CaseQuery['investigation']>;

/** What the reader did last, for as long as it can be taken back. */
export interface Undoable {
  token: string;
  change: Change;
  /** Milliseconds since 1970. */
  until: number;
}

/** Why it was not done. */
export type Refusal = { told: WorkRefusedFragment } | { message: string };

const UNDO_FOR_MS = 30_000;

/** The reader's work on one case. What was typed outlives a refusal and a look at another case. */
export class CaseWork {
  /** Which form is open. */
  task = $state<WorkTask>();
  refusal = $state.raw<Refusal>();
  saving = $state(false);
  undoable = $state.raw<Undoable>();
  readonly draft: CaseDraft;

  constructor(id: string) {
    this.draft = draftOf(id);
  }

  begin(task: WorkTask): void {
    this.task = task;
    this.refusal = undefined;
  }

  cancel(): void {
    this.task = undefined;
    this.refusal = undefined;
  }

  /**
   * Makes a change, shown before the server has decided.
   *
   * @param show takes the case as it is foreseen, and then as it is
   * @returns whether it was done
   */
  async do(
    change: Change,
    facts: Facts,
    me: Person,
    show: (row: QueueRowFragment) => void,
  ): Promise<boolean> {
    const { id, version } = facts;
    this.task = undefined;
    show(foresee(facts, change, me, Date.now()));
    const done = await this.#attempt(() => send(change, { selected: [{ id, version }] }));
    show(done?.rows[0] ?? currentOf(this.refusal) ?? facts);
    if (!done || this.refusal) return false;
    if (change.kind === 'CLOSE') this.draft.saved(change.note);
    if (done.undoToken) this.#offerUndo(done.undoToken, change);
    return true;
  }

  /** Takes back what was done last. */
  async undo(show: (row: QueueRowFragment) => void): Promise<void> {
    const { undoable } = this;
    if (!undoable) return;
    this.undoable = undefined;
    const done = await this.#attempt(() => undo(undoable.token, true));
    const row = done?.rows[0] ?? currentOf(this.refusal);
    if (row) show(row);
    if (done && undoable.change.kind === 'CLOSE' && !this.draft.text) {
      this.draft.text = undoable.change.note;
    }
  }

  #offerUndo(token: string, change: Change): void {
    const undoable = { token, change, until: Date.now() + UNDO_FOR_MS };
    this.undoable = undoable;
    setTimeout(() => {
      if (this.undoable === undoable) this.undoable = undefined;
    }, UNDO_FOR_MS);
  }

  async #attempt(ask: () => Promise<Done>): Promise<Done | undefined> {
    if (this.saving) return undefined;
    this.saving = true;
    this.refusal = undefined;
    try {
      const done = await ask();
      const [told] = done.refused;
      if (told) this.refusal = { told };
      return done;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.refusal = { message: error.message };
      return undefined;
    } finally {
      this.saving = false;
    }
  }
}

function currentOf(refusal: Refusal | undefined): QueueRowFragment | undefined {
  return refusal && 'told' in refusal && 'current' in refusal.told
    ? refusal.told.current
    : undefined;
}

const works = new Map<string, CaseWork>();

/** The work on a case, as it was left when the reader looked at another one. */
export function workOn(id: string): CaseWork {
  const work = works.get(id) ?? new CaseWork(id);
  works.set(id, work);
  return work;
}
