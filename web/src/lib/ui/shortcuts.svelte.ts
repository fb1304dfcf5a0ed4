import { untrack } from 'svelte';
import { keyOf } from './key-of.ts';

export interface Shortcut {
  /** Continues "j: …" in the help. */
  does: () => string;
  run: () => void;
}

export type Shortcuts = Record<string, Shortcut>;

interface Layer {
  keys: Shortcuts;
  first: boolean;
}

/** The keys that work on the page now; the layer added last wins, after those that come first. */
class Keyboard {
  layers = $state.raw<readonly Layer[]>([]);
  /** The same, for keys that are taken away: while they are, Svelte reads a state as it was before. */
  #present: readonly Layer[] = [];

  /** Every key that works now. */
  all: Shortcuts = $derived(
    [...this.layers]
      .sort((a, b) => Number(a.first) - Number(b.first))
      .reduce<Shortcuts>((keys, layer) => ({ ...keys, ...layer.keys }), {}),
  );

  handle = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = keyOf(event);
    const shortcut = this.all[key];
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };

  /** Adds keys; `first` ones win over whatever else is on the page. Returns what takes them away. */
  add(keys: Shortcuts, first = false): () => void {
    const layer = { keys, first };
    this.#set([...this.#present, layer]);
    return () => this.#set(this.#present.filter((other) => other !== layer));
  }

  #set(layers: readonly Layer[]): void {
    this.#present = layers;
    this.layers = layers;
  }
}

export const keyboard = new Keyboard();

/** Adds keys for as long as the component that calls it is on the page. */
export function useShortcuts(shortcuts: Shortcuts): void {
  $effect(() => untrack(() => keyboard.add(shortcuts)));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}
