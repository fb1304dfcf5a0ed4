import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findInvestigation } from '../../server/investigations/find-investigation.ts';
import { compareWithLastGood } from '../../server/investigations/preview/last-good-file.ts';
import { previewFile } from '../../server/investigations/preview/preview-file.ts';
import { loadSampleData, sampleOf } from '../../server/warehouse/load-sample.ts';
import { NOON, useTestContext } from '../support/database.ts';

const GOOD_COLUMNS = ['Артикул', 'Наименование', 'Остаток', 'Цена'];

const ctx = useTestContext({ warehouse: true });
const said: string[] = [];
const load = (changes = {}) =>
  loadSampleData({ ...ctx, ...changes }, (sentence) => said.push(sentence));

beforeAll(async () => {
  ctx.dataFolder = await mkdtemp(join(tmpdir(), 'pricelens-sample-'));
});
afterAll(() => rm(ctx.dataFolder!, { recursive: true }));

async function countOf(statement: string): Promise<number> {
  const { rows } = await ctx.pg.query<{ count: number }>(statement);
  return rows[0]!.count;
}

async function warehouseRows(table: string): Promise<number> {
  const result = await ctx.clickhouse.query({
    query: `SELECT count() AS rows FROM sup_stat.${table}`,
    format: 'JSONEachRow',
  });
  return Number((await result.json<{ rows: string }>())[0]!.rows);
}

it(
  'goes on after a crash, for the day it was begun, and doubles nothing',
  { timeout: 90_000 },
  async () => {
    const refuse = () => Promise.reject(new Error('pulled the plug'));
    const breaking = { connect: refuse, query: refuse };
    await expect(load({ pg: breaking })).rejects.toThrow('pulled the plug');
    const priceRows = await warehouseRows('dif_step_1');

    ctx.setNow(new Date('2026-11-22T09:00:00Z')); // the next start is two days later
    await load();
    await load();

    const { failures, suppliers } = sampleOf(NOON, 'Europe/Moscow');
    expect(await warehouseRows('dif_step_1')).toBe(priceRows);
    expect(await warehouseRows('dif_errors')).toBe(failures.length);
    expect(await countOf('SELECT count(*)::int FROM supplier')).toBe(suppliers.length);
    expect(await countOf('SELECT count(*)::int FROM investigation')).toBe(
      failures.filter(({ isReported }) => isReported).length,
    );
    expect(await countOf(`SELECT count(*)::int FROM investigation WHERE status <> 'OPEN'`)).toBe(
      failures.filter(({ closed }) => closed).length,
    );
    expect(said.map((sentence) => sentence.split(':')[0])).toEqual([
      'Nothing is here yet',
      'Going on with the sample data …',
      'Loaded sample data',
    ]);
  },
);

it('puts the files of the last days under the three roots', async () => {
  const roots = await readdir(join(ctx.dataFolder!, 'files'));
  expect(roots.sort()).toEqual(['daily_consolidation', 'ftp_backup', 'mail_backup']);
});

it('puts beside the failed files of a supplier one that was right', async () => {
  const files = { ...ctx.config.files, folder: join(ctx.dataFolder!, 'files') };
  const door = { ...ctx, config: { ...ctx.config, files } };
  const { rows } = await ctx.pg.query<{ id: string }>(
    `SELECT id FROM investigation WHERE error_id = 3 ORDER BY event_at DESC LIMIT 1`,
  );
  const failed = (await findInvestigation(ctx.pg, ctx.company.id, rows[0]!.id))!;
  const comparison = await compareWithLastGood(door, failed, await previewFile(door, failed));
  expect(comparison).toMatchObject({ state: 'COMPARED', columns: GOOD_COLUMNS });
  expect(comparison.missing.length + comparison.renamed.length).toBe(1);
});

it('leaves an installation alone that has something in it', async () => {
  await rm(join(ctx.dataFolder!, 'sample.json'));
  said.length = 0;
  await load();
  expect(said).toEqual([]);
});
