import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const server = process.env['PRICELENS_URL'] ?? 'http://localhost:4000';

export default defineConfig({
  root,
  plugins: [
    sveltekit({
      adapter: adapter({ pages: join(root, 'build'), fallback: 'index.html' }),
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
  server: { proxy: { '/graphql': { target: server, ws: true }, '/files': server } },
});
