import { request, RequestFailed } from '#lib/graphql/client.ts';
import {
  NoteCaseDocument,
  ReopenCaseDocument,
  ResolveCaseDocument,
  type CaseStateFragment,
  type ReasonCode,
} from '#lib/graphql/generated.ts';

/** Which form is open on a case: closing it one way or the other, or a note that leaves its status. */
export type Task = 'RESOLVED' | 'UNRESOLVED' | 'NOTE';

/** Why the server did not do it, as it said so; `current` is the case as it stands now. */
export interface Refusal {
  message: string;
  fields: { field: string; message: string }[];
  current: CaseStateFragment | undefined;
}

type Outcome =
  | ({ __typename: 'Investigation' } & CaseStateFragment)
  | {
      __typename: string;
      message: string;
      fields?: { field: string; message: string }[];
      current?: CaseStateFragment;
    };

/** The reader's work on one case. What was typed outlives a refusal and a look at another case. */
export class CaseWork {
  task = $state<Task>();
  note = $state('');
  reasonCode = $state<ReasonCode | ''>('');
  refusal = $state.raw<Refusal>();
  saving = $state(false);

  begin(task: Task): void {
    this.task = task;
    this.refusal = undefined;
  }

  cancel(): void {
    this.task = undefined;
    this.refusal = undefined;
  }

  /** @returns the case after the change, or undefined with `refusal` set */
  async submit(id: string, version: number): Promise<CaseStateFragment | undefined> {
    const { task } = this;
    if (!task) return undefined;
    const note = this.note.trim();
    const changed = await this.#attempt(() =>
      task === 'NOTE'
        ? request(NoteCaseDocument, { id, version, note })
        : request(ResolveCaseDocument, {
            input: {
              id,
              version,
              resolution: task,
              note: note || null,
              reasonCode: this.reasonCode || null,
            },
          }),
    );
    if (changed) this.#clear();
    return changed;
  }

  /** @returns as `submit` */
  reopen(id: string, version: number): Promise<CaseStateFragment | undefined> {
    return this.#attempt(() => request(ReopenCaseDocument, { id, version }));
  }

  async #attempt(ask: () => Promise<{ outcome: Outcome }>): Promise<CaseStateFragment | undefined> {
    if (this.saving) return undefined;
    this.saving = true;
    this.refusal = undefined;
    try {
      const { outcome } = await ask();
      if (!('message' in outcome)) return outcome;
      const { message, fields = [], current } = outcome;
      this.refusal = { message, fields, current };
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.refusal = { message: error.message, fields: [], current: undefined };
    } finally {
      this.saving = false;
    }
    return undefined;
  }

  #clear(): void {
    this.task = undefined;
    this.note = '';
    this.reasonCode = '';
  }
}
