import type { Attachment } from 'svelte/attachments';

const SCROLL_KEYS = new Set(['Home', 'End', 'PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', ' ']);

/**
 * Gives the keys that scroll to what stands first in the element while nothing has the focus: the page
 * around it has nothing to scroll, so that they would be lost.
 */
export const takeScrollKeys: Attachment<HTMLElement> = (element) => {
  function take({ key }: KeyboardEvent) {
    if (document.activeElement !== document.body || !SCROLL_KEYS.has(key)) return;
    (element.firstElementChild as HTMLElement | null)?.focus({ preventScroll: true });
  }
  document.addEventListener('keydown', take);
  return () => document.removeEventListener('keydown', take);
};
