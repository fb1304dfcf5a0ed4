import { beforeAll, expect, it } from 'vitest';
import { deliveries } from '../../server/analytics/datasets/warehouse.ts';
import { Listing } from '../../server/analytics/listing.ts';
import { WarehouseRefused } from '../../server/core/clickhouse.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext({ warehouse: true });

beforeAll(async () => {
  const { clickhouse } = ctx;
  await clickhouse.command({ query: 'CREATE DATABASE own' });
  await clickhouse.command({
    query:
      'CREATE TABLE own.dif_step_1 (dateupd Date, supid UInt32) ENGINE = MergeTree ORDER BY supid',
  });
  await clickhouse.command({
    query: `INSERT INTO own.dif_step_1 VALUES ('2026-11-20', 7), ('2026-11-20', 7), ('2026-11-20', 4000000000)`,
  });
});

const read = (fields: string[]) => {
  const company = { ...ctx.company, warehouseDatabase: 'own' };
  return new Listing({ ...ctx, company }, deliveries, {}, { fields }).page();
};

it('may lack the articles, as long as nobody asks for them', async () => {
  const { edges } = await read(['supplierId', 'date', 'rows']);
  // one whose number is too large for ours is left out
  expect(edges.map(({ node }) => node)).toMatchObject([
    { supplierId: 7, date: '2026-11-20', rows: 2 },
  ]);
  await expect(read(['skus'])).rejects.toThrow(WarehouseRefused);
});
