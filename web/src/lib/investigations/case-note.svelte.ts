import { request, RequestFailed } from '#lib/graphql/client.ts';
import {
  NoteCaseDocument,
  type CaseStateFragment,
  type NoteCaseMutation,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { draftOf, type CaseDraft } from './case-draft.svelte.ts';

type Outcome = NoteCaseMutation['outcome'];

/** The note that is being written on a case. It is let go of only when the server has it. */
export class CaseNote {
  saving = $state.raw<string>();
  refusal = $state.raw<string>();
  /** What others did meanwhile, if that is why it was refused. */
  since = $state.raw<CaseStateFragment['timeline']>([]);
  readonly draft: CaseDraft;
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
    this.draft = draftOf(id);
  }

  /** @returns the case as it is now, or undefined when nothing is known of it */
  async save(version: number): Promise<CaseStateFragment | undefined> {
    const note = this.draft.text.trim();
    if (!note || this.saving) return undefined;
    this.saving = note;
    this.refusal = undefined;
    try {
      const { outcome } = await request(NoteCaseDocument, { id: this.#id, version, note });
      return this.#accept(outcome, note);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.refusal = error.message;
      return undefined;
    } finally {
      this.saving = undefined;
    }
  }

  #accept(outcome: Outcome, note: string): CaseStateFragment | undefined {
    if (outcome.__typename === 'Investigation') {
      this.draft.saved(note);
      this.since = [];
      return outcome;
    }
    if (outcome.__typename === 'VersionConflict') {
      this.refusal = m.note_conflict();
      this.since = outcome.since;
      return outcome.current;
    }
    this.refusal = outcome.__typename === 'InvalidInput' ? m.note_too_long() : m.no_such_case();
    return undefined;
  }
}
