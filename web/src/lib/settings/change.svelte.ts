import { explain } from '#lib/accounts/refusal-words.ts';

/** What a mutation answers: what it did, or an error of the API. */
interface Outcome {
  __typename: string;
}
type Done<O extends Outcome> = Exclude<O, { message: string }>;

/** One change of a page at a time, and why the last one was not made. */
export class Change {
  isUnderWay = $state(false);
  refusal = $state<string>();

  /** @returns what was done; undefined when it was not, and `refusal` says why */
  async make<O extends Outcome>(
    ask: () => Promise<{ outcome: O | null }>,
  ): Promise<Done<O> | undefined> {
    if (this.isUnderWay) return undefined;
    this.isUnderWay = true;
    this.refusal = undefined;
    try {
      const { outcome } = await ask();
      if (outcome && 'message' in outcome) this.refusal = explain(outcome);
      else return (outcome ?? { __typename: '' }) as Done<O>; // null: there is nothing left to show
    } catch (error) {
      this.refusal = explain(error);
    } finally {
      this.isUnderWay = false;
    }
    return undefined;
  }
}
