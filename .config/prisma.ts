import { defineConfig } from 'prisma/config';

// The CLI would fetch a native engine it never needs here: `generate` and `format` work without one,
// and server/core/migrations.ts applies the migrations.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: '../prisma',
  migrations: { path: '../prisma/migrations' },
});
