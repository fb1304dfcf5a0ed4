import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres server for the whole run; its database `template` is migrated. */
    postgresUrl: string;
  }
}

/** One Postgres for the whole run; test files copy its migrated template (see database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLog('error');
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-test-'));
  const postgres = await startEmbeddedPostgres(folder, log);
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('CREATE DATABASE template');
  await admin.end();
  await migrate(urlOfDatabase(postgres.url, 'template'), log);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
  };
}

function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
