import { expect, it } from 'vitest';
import { faultsOf, findWarehouseFaults } from '../../server/core/warehouse-tables.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext({ warehouse: true });

const COLUMNS = { dt: 'time', supid: 'number', error_id: 'number' } as const;
const GOOD = [{ type: 'DateTime' }, { type: 'UInt32' }, { type: 'UInt32' }];

it('nothing is lacking in a warehouse that Pricelens made', async () => {
  expect(await findWarehouseFaults(ctx.clickhouse, 'sup_stat')).toEqual([]);
});

it('a database that is not there is one fault', async () => {
  expect(await findWarehouseFaults(ctx.clickhouse, 'nowhere')).toEqual([
    'The warehouse has no database nowhere. Make it, or name the company’s in its settings.',
  ]);
});

it('names tables that are not there, columns that are not, and those of another type', async () => {
  const make = (query: string) => ctx.clickhouse.command({ query });
  await make('CREATE DATABASE strange');
  await make('CREATE TABLE strange.dif_step_1 (dateupd String) ENGINE = Memory');
  await make(
    'CREATE TABLE strange.dif_errors (dt DateTime, supid UInt64, error_id Int16) ENGINE = Memory',
  );
  expect(await findWarehouseFaults(ctx.clickhouse, 'strange')).toEqual([
    'strange.dif_step_1 lacks the column supid. Add it: ALTER TABLE strange.dif_step_1 ADD COLUMN supid UInt32',
    'strange.dif_step_1.dateupd is of the type String; it has to be a Date.',
    'The warehouse has no table strange.error_list. It has to have the columns id, error_text.',
  ]);
});

it('names the right that is missing', () => {
  const [time, ...denied] = [GOOD[0]!, { error: '497' }, { error: '497' }];
  expect(faultsOf('sup_stat.dif_errors', COLUMNS, [time, ...denied])).toEqual([
    'sup_stat.dif_errors may not be read. Let its administrator run: GRANT SELECT(supid, error_id) ON sup_stat.dif_errors TO the user of CLICKHOUSE_URL',
  ]);
});

it.each([
  ['DateTime', true],
  ["DateTime64(3, 'Europe/Moscow')", true],
  ['Nullable(DateTime)', true],
  ['Date', false],
  ['String', false],
])('a time of the type %s', (type, isGood) => {
  const faults = faultsOf('sup_stat.dif_errors', COLUMNS, [{ type }, ...GOOD.slice(1)]);
  expect(faults).toHaveLength(isGood ? 0 : 1);
});
