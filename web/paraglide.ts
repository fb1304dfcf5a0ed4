import { join } from 'node:path';
import type { CompilerOptions } from '@inlang/paraglide-js';

const root = import.meta.dirname;

/**
 * Messages become typed functions, of which a page loads those it calls. Paraglide stays below 2.24,
 * which brings 470 MB of native code along.
 */
export const paraglide: CompilerOptions = {
  project: join(root, 'project.inlang'),
  outdir: join(root, 'src/lib/paraglide'),
  strategy: ['baseLocale'], // the language is ours to choose: src/lib/ui/language.svelte.ts
  emitReadme: false,
};
