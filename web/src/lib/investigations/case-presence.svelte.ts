import { request, RequestFailed } from '#lib/graphql/client.ts';
import { LookAtCaseDocument, type LookAtCaseMutation } from '#lib/graphql/generated.ts';

type Look = LookAtCaseMutation['look'];
export type Onlooker = Extract<Look, { others: unknown }>['others'][number];

const FIRST_MS = 400; // who walks through the queue looks at nothing
const EVERY_MS = 10_000; // the server forgets after three times as long

/** Who else has the case before their eyes, for as long as the reader has. */
export class Presence {
  others = $state.raw<Onlooker[]>([]);
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** Returns the function that ends it. */
  begin(): () => void {
    const look = () => void this.#look();
    const first = setTimeout(look, FIRST_MS);
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async #look(): Promise<void> {
    if (document.hidden) return;
    try {
      const { look } = await request(LookAtCaseDocument, { id: this.#id });
      this.others = 'others' in look ? look.others : [];
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.others = []; // nobody knows; the page says elsewhere that there is no line
    }
  }
}
