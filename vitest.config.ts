import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/support/longest-first.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  resolve: {
    alias: [
      // vitest would load its ES and CommonJS builds side by side, and graphql refuses a second one
      { find: /^graphql$/, replacement: path('node_modules/graphql/index.js') },
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    globalSetup: 'tests/support/global-setup.ts',
    pool: 'forks', // chdb keeps one engine a process
    maxWorkers: 3, // many a test waits: for a timer, a program, a page
    // To load Prisma, GraphQL and the rest takes most files longer than to run. Modules outlive a file
    // therefore: a helper's hooks are set by a function that each file calls, never as it is imported.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: 30_000 } }, // a machine may be slow, or have much else to do
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
