import { untrack } from 'svelte';
import { keyOf } from './key-of.ts';

export interface Shortcut {
  /** Continues "j: …" in the help. */
  does: () => string;
  run: () => void;
}

export type Shortcuts = Record<string, Shortcut>;

/** The keys that work on the page now; the layer added last wins. */
class Keyboard {
  layers = $state.raw<Shortcuts[]>([]);

  /** Every key that works now. */
  all: Shortcuts = $derived(
    this.layers.reduce<Shortcuts>((keys, layer) => ({ ...keys, ...layer }), {}),
  );

  handle = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = keyOf(event);
    const shortcut = this.all[key];
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };

  add(layer: Shortcuts): () => void {
    this.layers = [...this.layers, layer];
    return () => (this.layers = this.layers.filter((other) => other !== layer));
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
