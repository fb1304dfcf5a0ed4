import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';
import { createPool } from '../../server/core/postgres.ts';
import { checkRole, ROLES, RolesRefused } from '../../server/core/roles.ts';

// Roles belong to a server, so these tests have one of their own, without them at first.

const log = createLog('silent');
const resources = new AsyncDisposableStack();
let server: string;
let admin: pg.Client;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-roles-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const postgres = await startEmbeddedPostgres(folder, log);
  resources.defer(postgres.stop);
  server = postgres.url;
  admin = new pg.Client({ connectionString: server });
  await admin.connect();
  resources.defer(() => admin.end());
});
afterAll(() => resources.disposeAsync());

const urlOf = (database: string, user = 'postgres') => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  url.username = user;
  return url.href;
};

/** A database of a user who is not a superuser. */
async function createOwned(user: string, rights = ''): Promise<string> {
  await admin.query(`CREATE ROLE ${user} LOGIN ${rights}`);
  await admin.query(`CREATE DATABASE ${user} OWNER ${user}`);
  return urlOf(user, user);
}

async function check(url: string): Promise<void> {
  for (const role of Object.values(ROLES)) {
    const pool = createPool(url, 1, log, role);
    try {
      await checkRole(pool, role);
    } finally {
      await pool.end();
    }
  }
}

it('a user who may neither make the roles nor has them is told what to grant', async () => {
  const url = await createOwned('guest');
  await expect(migrate(url, log)).rejects.toThrow(
    /GRANT pricelens_runtime, pricelens_installation TO guest/,
  );
});

it('two databases of a server may be migrated at once', async () => {
  const urls = await Promise.all(
    ['first', 'second', 'third'].map(async (name) => {
      const client = new pg.Client({ connectionString: server });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`).finally(() => client.end());
      return urlOf(name);
    }),
  );
  await Promise.all(urls.map((url) => migrate(url, log)));
  for (const url of urls) await check(url);
});

it('an owner who may make roles needs no administrator', async () => {
  await admin.query(`DROP DATABASE first; `);
  await admin.query(`DROP DATABASE second; `);
  await admin.query(`DROP DATABASE third; `);
  await admin.query(`DROP ROLE ${Object.values(ROLES).join(', ')}`);
  const url = await createOwned('maker', 'CREATEROLE');
  await migrate(url, log);
  await check(url);
});

it('an owner who was not granted the roles is refused until they are', async () => {
  const url = await createOwned('late');
  await migrate(url, log);
  await expect(check(url)).rejects.toThrow(RolesRefused);
  await expect(check(url)).rejects.toThrow(
    'GRANT pricelens_runtime, pricelens_installation TO "late"',
  );
  await admin.query(`GRANT ${Object.values(ROLES).join(', ')} TO late`);
  await check(url);
});

it('an owner sees all companies, so that migrations can change what is there', async () => {
  const client = new pg.Client({ connectionString: urlOf('maker', 'maker') });
  await client.connect();
  const { rows } = await client.query('SELECT slug FROM company').finally(() => client.end());
  expect(rows).toEqual([{ slug: 'default' }]);
});

it('a role that no policy binds is refused', async () => {
  await admin.query(`ALTER ROLE ${ROLES.company} BYPASSRLS`);
  await expect(check(urlOf('maker', 'maker'))).rejects.toThrow(/whom no policy binds/);
  await admin.query(`ALTER ROLE ${ROLES.company} NOBYPASSRLS`);
});

it('options in the URL do not take the role away', async () => {
  const url = `${urlOf('maker', 'maker')}&options=${encodeURIComponent('-c work_mem=8MB')}`;
  await check(url);
  const pool = createPool(url, 1, log, ROLES.company);
  const { rows } = await pool.query('SHOW work_mem').finally(() => pool.end());
  expect(rows).toEqual([{ work_mem: '8MB' }]);
});
