import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { countPresets } from '../../server/investigations/count-presets.ts';
import type { QueueFilter } from '../../server/investigations/filter.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import type { QueuePreset } from '../../server/investigations/queue-preset.ts';
import { listQueue } from '../../server/investigations/queue.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
const me = { id: 'anna', name: 'Anna' };

beforeEach(async () => {
  await emptyDatabase(ctx);
  await ctx.owner.query(
    `INSERT INTO "user" (id, name, email) VALUES ('anna', 'Anna', 'anna@example.org'), ('boris', 'Boris', 'boris@example.org')
     ON CONFLICT DO NOTHING`,
  );
});

/** One case a supplier, 1 to 5. */
const log = (...cases: object[]) =>
  logInvestigationEvents(
    ctx,
    cases.map((changes, i) => failure({ supplierId: i + 1, ...changes })),
  );
const set = (supplierId: number, assignment: string) =>
  ctx.owner.query(`UPDATE investigation SET ${assignment} WHERE supid = ${supplierId}`);

async function suppliersOf(filter: QueueFilter, preset: QueuePreset = 'ALL_OPEN') {
  const page = await listQueue({ ...ctx, actor: me }, { preset, filter });
  expect(await page.countAll()).toBe(page.edges.length);
  return page.edges.map(({ node }) => node.supplierId).sort();
}

describe('a preset', () => {
  const show: [QueuePreset, number[]][] = [
    ['ALL_OPEN', [1, 2, 3]],
    ['MINE', [1]],
    ['UNASSIGNED', [3]],
    ['SNOOZED', [4]],
    ['EVERYTHING', [1, 2, 3, 4, 5]],
  ];
  it.each(show)('%s shows %j, and its count says so', async (preset, expected) => {
    await log({}, {}, {}, {}, {});
    await set(1, `assignee_id = 'anna'`);
    await set(2, `assignee_id = 'boris'`);
    await set(4, `snoozed_until = '2027-01-01', assignee_id = 'anna'`);
    await set(5, `status = 'RESOLVED', assignee_id = 'anna'`);
    const asMe = { ...ctx, actor: me };
    const page = await listQueue(asMe, { preset });
    expect(page.edges.map(({ node }) => node.supplierId).sort()).toEqual(expected);
    const counts = countPresets(asMe);
    expect(await counts.find((one) => one.preset === preset)!.count()).toBe(expected.length);
  });

  it('and a filter must both hold', async () => {
    await log({}, {}, {});
    await set(1, `assignee_id = 'anna'`);
    await set(2, `snoozed_until = '2027-01-01'`);
    expect(await suppliersOf({ assignee: { nobody: true } }, 'MINE')).toEqual([]);
    expect(await suppliersOf({ snoozed: true }, 'ALL_OPEN')).toEqual([]);
    expect(await suppliersOf({ status: ['RESOLVED'] }, 'SNOOZED')).toEqual([]);
    expect(await suppliersOf({ snoozed: true }, 'EVERYTHING')).toEqual([2]);
  });
});

describe('a filter', () => {
  beforeEach(async () => {
    await log(
      { filePath: 'mail_backup/1/100%_new.csv', errorText: 'Price column not found' },
      { errorId: 9, errorText: 'Timeout', stage: 'airflow', filePath: 'ftp_backup/2/old.csv' },
      { errorId: 9, errorText: 'Wrong encoding' },
    );
    await ctx.owner.query(`UPDATE supplier SET name = 'Borealis' WHERE supid = 3`);
  });

  it.each([
    [{ supplierIds: [1, 3] }, [1, 3]],
    [{ supplierIds: [1, 3], supplierId: 3 }, [3]],
    [{ supplierIds: [] }, []],
    [{ errorIds: [9] }, [2, 3]],
    [{ stages: ['airflow', 'load_mail'] }, [1, 2, 3]],
    [{ stage: 'airflow' }, [2]],
    [{ text: 'COLUMN' }, [1]],
    [{ text: '100%_' }, [1]],
    [{ text: 'ftp_backup' }, [2]],
    [{ text: ' boreal ' }, [3]],
    [{ text: '3' }, [3]],
    [{ text: 'nothing like it' }, []],
    [{ text: '  ' }, [1, 2, 3]],
    [{ reasonCodes: ['OTHER'] }, []],
    [{ assignee: {} }, []],
  ] as [QueueFilter, number[]][])('%j finds %j', async (filter, expected) => {
    expect(await suppliersOf(filter)).toEqual(expected);
  });

  it('by assignee takes people, whoever asks, and nobody, alone or together', async () => {
    await set(1, `assignee_id = 'anna'`);
    await set(2, `assignee_id = 'boris'`);
    expect(await suppliersOf({ assignee: { me: true } })).toEqual([1]);
    expect(await suppliersOf({ assignee: { ids: ['boris'] } })).toEqual([2]);
    expect(await suppliersOf({ assignee: { nobody: true } })).toEqual([3]);
    expect(await suppliersOf({ assignee: { me: true, nobody: true } })).toEqual([1, 3]);
  });

  it('by bucket goes by the last refresh', async () => {
    await ctx.owner.query(
      `INSERT INTO cadence_profile (company_id, supid, success_days, days_since_last, last_success_date,
         bucket, is_anomaly, as_of, updated_at)
       VALUES ($1, 2, 1, 30, '2026-10-21', 'DEAD', false, '2026-11-20', now())`,
      [ctx.company.id],
    );
    expect(await suppliersOf({ buckets: ['DEAD'] })).toEqual([2]);
    expect(await suppliersOf({ buckets: ['NEW'] })).toEqual([]);
  });

  it('by text looks 90 days back among closed cases, unless it says since when', async () => {
    await log({ supplierId: 7, eventAt: '2026-01-01T00:00:00Z', errorText: 'Long ago' });
    await ctx.owner.query(`UPDATE investigation SET status = 'RESOLVED'`);
    const find = (filter: QueueFilter) => suppliersOf(filter, 'EVERYTHING');
    expect(await find({ text: 'long ago' })).toEqual([]);
    expect(await find({ text: 'long ago', from: new Date(0) })).toEqual([7]);
    expect(await find({})).toContain(7);
    await ctx.owner.query(`UPDATE investigation SET status = 'OPEN'`);
    expect(await suppliersOf({ text: 'long ago' })).toEqual([7]);
  });

  it.each([
    ['filter.text', { text: '\0' }],
    ['filter.text', { text: 'x'.repeat(129) }],
    ['filter.stages', { stages: Array.from({ length: 501 }, () => 'x') }],
    ['filter.stage', { stages: ['\0'] }],
    ['filter.assignee', { assignee: { ids: ['\0'] } }],
  ] as [string, QueueFilter][])('is refused for its %s', async (field, filter) => {
    await expect(suppliersOf(filter)).rejects.toThrow(InvalidInput);
    await expect(suppliersOf(filter)).rejects.toMatchObject({ fields: [{ field }] });
  });
});
