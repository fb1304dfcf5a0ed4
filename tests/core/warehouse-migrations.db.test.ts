import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../server/core/log.ts';
import {
  migrateWarehouse,
  readWarehouseMigrations,
  WarehouseMigrationRefused,
} from '../../server/core/warehouse-migrations.ts';
import { insertSuccesses } from '../support/warehouse-rows.ts';

const log = createLog('silent');
const clickhouse = createClient({
  connection: createChdbConnection({ path: ':memory:' }) as never,
});
const migrations = readWarehouseMigrations();
const names = migrations.map(({ name }) => name);
const upTo = (name: string) => migrations.filter((migration) => migration.name <= name);
const migrate = (known = migrations) => migrateWarehouse(clickhouse, log, { migrations: known });

const ask = async (query: string) =>
  (await clickhouse.query({ query, format: 'JSONCompactEachRow' })).json();

beforeEach(() => clickhouse.command({ query: 'DROP DATABASE IF EXISTS sup_stat SYNC' }));
afterAll(() => clickhouse.close());

describe('the warehouse that Pricelens owns', () => {
  it('gets every migration once, in order', async () => {
    expect(await migrate()).toEqual(names);
    expect(await migrate()).toEqual([]);
    expect(await ask('SELECT name FROM sup_stat.warehouse_migration ORDER BY applied_at, name')) //
      .toEqual(names.map((name) => [name]));
  });

  it('gets what an older version had not', async () => {
    await migrate(upTo('0003-error-list'));
    expect(await migrate()).toEqual(names.slice(3));
  });

  it('takes a migration again whose line a crash has kept out of the ledger', async () => {
    await migrate();
    await clickhouse.command({ query: 'TRUNCATE TABLE sup_stat.warehouse_migration' });
    expect(await migrate()).toEqual(names);
  });

  it('knows the success days of price rows that were there before the view', async () => {
    await migrate(upTo('0003-error-list'));
    await insertSuccesses(clickhouse, [
      { supid: 1, dateupd: '2026-11-19' },
      { supid: 1, dateupd: '2026-11-19' },
    ]);
    await migrate();
    await insertSuccesses(clickhouse, [{ supid: 2, dateupd: '2026-11-20' }]);
    expect(await ask('SELECT supid, dateupd FROM sup_stat.success_day ORDER BY supid')).toEqual([
      [1, '2026-11-19'],
      [2, '2026-11-20'],
    ]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await migrate();
    const [first, ...others] = readWarehouseMigrations();
    await expect(migrate([{ ...first!, checksum: 'another' }, ...others])).rejects.toThrow(
      new WarehouseMigrationRefused(
        'Warehouse migration 0001-dif-step-1 was edited after it was applied. ' +
          'Restore the file and write a new migration.',
      ),
    );
  });

  it('refuses to be read by a version older than itself', async () => {
    await migrate();
    await expect(migrate(upTo('0005-success-day-view'))).rejects.toThrow(/is newer/);
  });
});
