import pg from 'pg';
import { expect, it } from 'vitest';
import { schemaScript } from '../../prisma/diff.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate, MigrationRefused, readMigrations } from '../../server/core/migrations.ts';
import { createDatabase } from '../support/database.ts';

const log = createLog('silent');

async function withDatabase(work: (url: string, client: pg.Client) => Promise<void>) {
  const { url, drop } = await createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(url, client);
  } finally {
    await client.end();
    await drop();
  }
}

const wipe = (client: pg.Client) =>
  client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');

it('leads to the tables of prisma/models, column by column', async () => {
  const describe = async (client: pg.Client) => {
    const columns = await client.query(
      `SELECT table_name, column_name, udt_name, character_maximum_length, datetime_precision,
              is_nullable, column_default
       FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
       ORDER BY table_name, column_name`,
    );
    const constraints = await client.query(
      `SELECT conrelid::regclass::text AS "table", pg_get_constraintdef(oid) AS definition
       FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')
         AND conrelid <> '_prisma_migrations'::regclass
       ORDER BY 1, 2`,
    );
    return { columns: columns.rows, constraints: constraints.rows };
  };
  await withDatabase(async (_url, migrated) => {
    await withDatabase(async (url, modelled) => {
      await wipe(modelled);
      await modelled.query(await schemaScript(url));
      await modelled.query('CREATE TABLE _prisma_migrations ()');
      expect(await describe(migrated)).toEqual(await describe(modelled));
    });
  });
});

it('is applied once by replicas that start together', async () => {
  await withDatabase(async (url, client) => {
    await wipe(client);
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(url, log)));
    expect(applied.flat()).toEqual(readMigrations().map(({ name }) => name));
  });
});

it('refuses a migration that was edited after it was applied', async () => {
  await withDatabase(async (url) => {
    const edited = readMigrations().map((migration) => ({ ...migration, checksum: 'other' }));
    await expect(migrate(url, log, edited)).rejects.toThrow(/was edited after it was applied/);
  });
});

it('refuses to go on after a migration that did not finish', async () => {
  await withDatabase(async (url, client) => {
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(url, log)).rejects.toThrow(MigrationRefused);
  });
});

it('refuses a database that a newer version has migrated', async () => {
  await withDatabase(async (url) => {
    await expect(migrate(url, log, [])).rejects.toThrow(/it is newer/);
  });
});

it('leaves nothing of a migration that fails in the middle', async () => {
  await withDatabase(async (url, client) => {
    const broken = {
      name: '29990101000000_broken',
      script: 'CREATE TABLE half (); SELECT 1 / 0',
      checksum: 'x',
    };
    await expect(migrate(url, log, [...readMigrations(), broken])).rejects.toThrow(
      'division by zero',
    );
    const { rows } = await client.query(
      `SELECT to_regclass('half') AS half, count(*)::int AS lines FROM _prisma_migrations WHERE migration_name = $1`,
      [broken.name],
    );
    expect(rows).toEqual([{ half: null, lines: 0 }]);
  });
});
