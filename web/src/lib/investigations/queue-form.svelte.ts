/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads the map */
import type { QueueRowFragment } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { queueSession } from './queue-session.ts';
import { STATUS } from './words.ts';
import type { Change } from './work-change.ts';
import { desk, type Target } from './work-desk.svelte.ts';
import type { WorkTask } from './work-words.ts';

interface Begun {
  task: WorkTask;
  target: Target;
  /** The case as it was when it was begun; undefined for many. */
  row: QueueRowFragment | undefined;
}

/** What the reader of the queue has begun. What was typed outlives it. */
export class QueueForm {
  begun = $state.raw<Begun>();
  note = $state('');
  #notes = new Map<string, string>();

  /** What the panel is of: the error of the one case, or how many. */
  get subject(): string {
    if (!this.begun) return '';
    const { row, target } = this.begun;
    if (row) return `${row.errorText} · ${row.supplierId}`;
    return m.cases({ count: 'ids' in target ? target.ids.length : target.matching.count });
  }

  begin(task: WorkTask, target: Target): void {
    this.#keepNote();
    const [row, ...others] = 'ids' in target ? queueSession.known(target.ids) : [];
    this.begun = { task, target, row: others.length === 0 ? row : undefined };
    const refused = row && desk.refusals.get(row.id)?.change;
    const typed = refused && 'note' in refused ? refused.note : '';
    this.note = this.#notes.get(keyOf(target)) ?? typed;
  }

  cancel(): void {
    this.#keepNote();
    this.begun = undefined;
  }

  /** What somebody else did to the case since the panel is open. */
  newsOf(now: QueueRowFragment | undefined): string | undefined {
    const before = this.begun?.row;
    if (!before || !now || now.version === before.version) return undefined;
    if (now.investigator === null || now.investigator === desk.me.name) return undefined;
    const who = now.investigator;
    if (now.status === before.status) return m.changed_meanwhile({ who });
    return m.closed_by({ status: STATUS[now.status].word(), who });
  }

  /** Does what was begun. The note is forgotten only when the server has it. */
  async carryOut(change: Change): Promise<void> {
    if (!this.begun) return;
    const { target } = this.begun;
    this.cancel();
    if (await desk.do(change, target)) this.#notes.delete(keyOf(target));
  }

  #keepNote(): void {
    if (this.begun) this.#notes.set(keyOf(this.begun.target), this.note);
  }
}

function keyOf(target: Target): string {
  return 'ids' in target ? target.ids.join(' ') : JSON.stringify(target.matching.filter);
}
