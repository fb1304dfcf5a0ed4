import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { paraglide } from './paraglide.ts';

const root = import.meta.dirname;
const server = process.env['PRICELENS_URL'] ?? 'http://localhost:4000';

export default defineConfig({
  root,
  plugins: [
    paraglideVitePlugin(paraglide),
    sveltekit({
      adapter: adapter({ pages: join(root, 'build'), fallback: 'index.html', precompress: true }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'], // Svelte sets custom properties through style=""
          'img-src': ['self', 'data:'],
          'object-src': ['none'],
          'base-uri': ['self'],
        },
      },
    }),
  ],
  // As objects: a bare address would make vite tell the server another host than the page's origin,
  // which the server takes for another site.
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/files': { target: server },
      '/api': { target: server },
    },
  },
});
