import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts';
import { createLog, type Logger } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';
import { TEMPLATE } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres server for the whole run; its database `template` is migrated. */
    postgresUrl: string;
  }
}

/**
 * One Postgres for the whole run, an embedded one or that of TEST_DATABASE_URL, whose user may make
 * databases and roles; test files copy its migrated template (see database.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLog('error');
  const resources = new AsyncDisposableStack();
  const url = process.env['TEST_DATABASE_URL'] ?? (await startPostgres(log, resources));
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`); // of a run that crashed
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate(urlOfDatabase(url, TEMPLATE), log);
  project.provide('postgresUrl', url);
  return () => resources.disposeAsync();
}

async function startPostgres(log: Logger, resources: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-test-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const postgres = await startEmbeddedPostgres(folder, log);
  resources.defer(postgres.stop);
  return postgres.url;
}

function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
