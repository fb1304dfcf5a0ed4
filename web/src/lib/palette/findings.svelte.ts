import { request, RequestFailed } from '#lib/graphql/client.ts';
import { PaletteSuppliersDocument, PaletteViewsDocument } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { viewHref } from '#lib/settings/view-href.ts';
import { caseCommand, jump, pageCommands, standingCommands, type Command } from './commands.ts';
import { fitting } from './fuzzy.ts';

const TYPING_PAUSE_MS = 120;

/** What there is for the words that are typed. */
export class Findings {
  typed = $state('');
  #views = $state.raw<Command[]>([]);
  #suppliers = $state.raw<Command[]>([]);
  readonly #timeZone: string;
  #asking: AbortController | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  commands: Command[] = $derived([
    ...caseCommand(this.typed),
    ...fitting(
      this.typed,
      [...pageCommands(), ...standingCommands(), ...this.#views],
      ({ name }) => name,
    ),
    ...this.#suppliers,
  ]);

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
    void this.#listViews();
  }

  type(typed: string): void {
    this.typed = typed;
    this.stop();
    if (!typed.trim()) this.#suppliers = [];
    else this.#pause = setTimeout(() => void this.#listSuppliers(typed.trim()), TYPING_PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#pause);
    this.#asking?.abort();
  }

  async #listSuppliers(search: string): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    const answer = await settled(request(PaletteSuppliersDocument, { search }, signal), signal);
    if (!answer) return;
    this.#suppliers = answer.suppliers.edges.map(({ node: { supplierId, name } }) =>
      jump([supplierId, name].filter(Boolean).join(' '), m.supplier(), `/suppliers/${supplierId}`),
    );
  }

  async #listViews(): Promise<void> {
    const answer = await settled(request(PaletteViewsDocument, {}));
    this.#views = (answer?.savedViews ?? []).map((view) =>
      jump(view.name, m.kind_view(), viewHref(view, this.#timeZone)),
    );
  }
}

/** Without an answer the pages and actions are still there, which is what the palette is for. */
async function settled<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (signal?.aborted || error instanceof RequestFailed) return undefined;
    throw error;
  }
}
