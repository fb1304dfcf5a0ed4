import { language } from '#lib/ui/language.svelte.ts';

/** Before anything is drawn, so that nothing is drawn in another language first. */
export function init(): void {
  language.begin();
}
