import { subscribe } from '#lib/graphql/client.ts';
import {
  InvestigationChangedDocument,
  InvestigationOpenedDocument,
  type QueueRowFragment,
} from '#lib/graphql/generated.ts';

interface Listener {
  opened?: (row: QueueRowFragment) => void;
  changed?: (row: QueueRowFragment) => void;
}

/** What happens to investigations from now on: one pair of subscriptions for all who listen. */
class LiveInvestigations {
  #listeners = new Set<Listener>();

  /** Starts the subscriptions; returns the function that ends them. */
  start(): () => void {
    const stopOpened = subscribe(InvestigationOpenedDocument, {}, ({ investigationOpened: row }) =>
      this.#listeners.forEach((listener) => listener.opened?.(row)),
    );
    const stopChanged = subscribe(
      InvestigationChangedDocument,
      {},
      ({ investigationChanged: row }) =>
        this.#listeners.forEach((listener) => listener.changed?.(row)),
    );
    return () => {
      stopOpened();
      stopChanged();
    };
  }

  /** Returns the function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const liveInvestigations = new LiveInvestigations();
