import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../server/core/log.ts';
import { migrate, MigrationRefused } from '../../server/core/migrations.ts';
import { createPool } from '../../server/core/postgres.ts';
import { checkRole, ROLES } from '../../server/core/roles.ts';
import { useTestContext } from '../support/database.ts';
import { layPostgresWire, type PostgresWire } from '../support/postgres-wire.ts';

// What PgBouncer in session mode lets a connection begin with; anything else it refuses.
// https://www.pgbouncer.org/config.html#ignore_startup_parameters
const KNOWN = ['user', 'database', 'client_encoding', 'datestyle', 'timezone', 'application_name'];

const ctx = useTestContext();
const log = createLog('silent');
let pooler: PostgresWire;

beforeAll(async () => {
  pooler = await layPostgresWire(ctx.postgresUrl, (near, reach) => {
    near.once('data', (startup) => pass(startup, near, reach));
  });
});
afterAll(() => pooler.close());

function pass(startup: Buffer, near: Socket, reach: () => Socket): void {
  const words = startup.toString('utf8', 8).split('\0');
  const names = words.filter((_, i) => i % 2 === 0).filter((name) => name !== '');
  const unknown = names.find((name) => !KNOWN.includes(name.toLowerCase()));
  if (unknown) return void near.end(refusal(`unsupported startup parameter: ${unknown}`));
  const far = reach();
  far.write(startup);
  near.pipe(far).pipe(near);
}

function refusal(message: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C08P01\0M${message}\0\0`;
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}

it('a pool by way of a pooler works as its role, in UTC and within bounds', async () => {
  const pool = createPool(pooler.url, 2, log, ROLES.company);
  try {
    await checkRole(pool, ROLES.company);
    const { rows } = await pool.query(
      `SELECT current_user AS role, current_setting('TimeZone') AS zone,
         current_setting('statement_timeout') AS statement,
         current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    expect(rows).toEqual([{ role: ROLES.company, zone: 'UTC', statement: '30s', idle: '30s' }]);
  } finally {
    await pool.end();
  }
});

it('a migration by way of a pooler says which variable is missing', async () => {
  await expect(migrate(pooler.url, log)).rejects.toThrow(MigrationRefused);
  await expect(migrate(pooler.url, log)).rejects.toThrow(
    'Let DIRECT_DATABASE_URL name the database itself',
  );
});
