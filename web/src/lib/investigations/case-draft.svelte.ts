/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads the map */
const KEY = 'case-draft ';
const drafts = new Map<string, CaseDraft>();

/** What is typed about a case and not saved yet. It outlives the look at another case, and a reload. */
export class CaseDraft {
  #text = $state('');
  readonly #key: string;

  constructor(id: string) {
    this.#key = KEY + id;
    this.#text = sessionStorage.getItem(this.#key) ?? '';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (text) sessionStorage.setItem(this.#key, text);
    else sessionStorage.removeItem(this.#key);
  }

  /** Forgets what was saved, but nothing that was typed since. */
  saved(text: string): void {
    if (this.#text.startsWith(text)) this.text = this.#text.slice(text.length).trimStart();
  }
}

/** The one draft of a case, wherever it is shown. */
export function draftOf(id: string): CaseDraft {
  const draft = drafts.get(id) ?? new CaseDraft(id);
  drafts.set(id, draft);
  return draft;
}
