import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

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
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
