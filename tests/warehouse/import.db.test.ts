import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClickHouseClient } from '../../server/core/clickhouse.ts';
import { finishImports, importFile } from '../../server/warehouse/import-file.ts';
import type { ImportKind } from '../../server/warehouse/import-kinds.ts';
import { openSource } from '../../server/warehouse/import-source.ts';
import { stageFile, type Staged } from '../../server/warehouse/import-staging.ts';
import { recordImport } from '../../server/warehouse/statements.ts';
import { createWarehouse } from '../support/database.ts';
import { emptyWarehouse } from '../support/warehouse-rows.ts';

const database = 'sup_stat';
const resources = new AsyncDisposableStack();
let clickhouse: ClickHouseClient;
let folder: string;

beforeAll(async () => {
  clickhouse = await createWarehouse(resources);
  folder = await mkdtemp(join(tmpdir(), 'pricelens-import-'));
  resources.defer(() => rm(folder, { recursive: true }));
});
afterAll(() => resources.disposeAsync());
beforeEach(async () => {
  await emptyWarehouse(clickhouse);
  for (const table of ['import_file', 'import_row', 'import_success', 'import_errors']) {
    await clickhouse.command({ query: `TRUNCATE TABLE sup_stat.${table}` });
  }
});

const PRICES = 'dateupd,supid,sku,qty,price\n2011-10-01,7,A,1,4.95\n2011-10-02,7,B,2,5\n';
const FAILURES = 'dt,supid,error_id\n2011-10-01 09:41:00,7,3\n2011-10-01 09:41:00,7,3\n';
const TEXTS = 'id,error_text\n3,Price column not found\n';

async function file(content: string | Buffer, name = 'file.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function load(kind: ImportKind, content: string | Buffer, options = {}) {
  return importFile({ clickhouse, database }, { kind, path: await file(content), ...options });
}

async function rowsOf(query: string): Promise<unknown[]> {
  const result = await clickhouse.query({ query, format: 'JSONCompactEachRow' });
  return result.json();
}

const countOf = async (table: string) =>
  Number(((await rowsOf(`SELECT count() FROM sup_stat.${table}`)) as [string][])[0]![0]);

/** The bad rows of a file of price rows with these lines under the header; nothing is loaded. */
async function faultsOf(...lines: (string | Buffer)[]) {
  const header = Buffer.from('dateupd,supid,sku,qty,price\n');
  const body = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]);
  const outcome = await load('success', Buffer.concat([header, ...body]));
  expect(outcome.state).toBe('REFUSED');
  expect(await countOf('dif_step_1')).toBe(0);
  return (outcome as Staged).firstBadRows;
}

describe('an import', () => {
  it('loads price rows and their success days', async () => {
    expect(await load('success', PRICES)).toMatchObject({
      state: 'LOADED',
      rows: 2,
      days: 2,
      suppliers: 1,
      badRows: 0,
    });
    expect(
      await rowsOf('SELECT dateupd, supid, sku, qty, price FROM sup_stat.dif_step_1 ORDER BY ALL'),
    ).toEqual([
      ['2011-10-01', 7, 'A', 1, 4.95],
      ['2011-10-02', 7, 'B', 2, 5],
    ]);
    expect(await countOf('success_day')).toBe(2);
  });

  it('keeps equal failures apart, with the time they name', async () => {
    await load('errors', FAILURES);
    expect(await rowsOf('SELECT toString(dt), supid, error_id FROM sup_stat.dif_errors')).toEqual([
      ['2011-10-01 09:41:00', 7, 3],
      ['2011-10-01 09:41:00', 7, 3],
    ]);
  });

  it('replaces the text of an error that it knows', async () => {
    await load('dictionary', TEXTS);
    await load('dictionary', 'id,error_text\n3,"No ""price"", sorry"\n4,Empty\n');
    expect(await rowsOf('SELECT id, error_text FROM sup_stat.error_list ORDER BY id')).toEqual([
      [3, 'No "price", sorry'],
      [4, 'Empty'],
    ]);
  });

  it('finds columns by their names and passes over the others', async () => {
    await load('success', 'note,SUPID,"dateupd"\r\n"a, b",7,2011-10-01\r\n\r\n,8,2011-10-02\r\n');
    expect(
      await rowsOf('SELECT dateupd, supid, sku, qty FROM sup_stat.dif_step_1 ORDER BY supid'),
    ).toEqual([
      ['2011-10-01', 7, '', 0],
      ['2011-10-02', 8, '', 0],
    ]);
  });

  it('takes a quote inside a plain value as it is: half-inch tubes are sold', async () => {
    await load('success', 'dateupd,supid,sku\n2011-10-01,7,tube 1/2" x 3\n');
    expect(await rowsOf('SELECT sku FROM sup_stat.dif_step_1')).toEqual([['tube 1/2" x 3']]);
  });

  it('takes the timestamps of tools that know no days', async () => {
    await load('success', 'dateupd,supid\n2011-10-01 00:00:00,7\n2011-10-02T00:00:00.000Z,7\n');
    await load('errors', 'dt,supid,error_id\n2011-10-01T09:41:00.000,7,3\n');
    expect(await rowsOf('SELECT dateupd FROM sup_stat.dif_step_1 ORDER BY dateupd')).toEqual([
      ['2011-10-01'],
      ['2011-10-02'],
    ]);
    expect(await rowsOf('SELECT toString(dt) FROM sup_stat.dif_errors')).toEqual([
      ['2011-10-01 09:41:00'],
    ]);
  });

  it('reads gzip and Parquet, told by their bytes and not by their names', async () => {
    await load('success', gzipSync(PRICES));
    const parquet = join(folder, 'prices.parquet');
    await clickhouse.command({
      query: `INSERT INTO FUNCTION file({path:String}, 'Parquet')
              SELECT toInt64(7 + number) AS supid, toDate('2011-10-03') AS dateupd, 'x' AS note,
                     toDecimal64(1.5, 2) AS price FROM numbers(3)`,
      query_params: { path: parquet },
    });
    const outcome = await importFile({ clickhouse, database }, { kind: 'success', path: parquet });
    expect(outcome).toMatchObject({ state: 'LOADED', rows: 3, days: 1, suppliers: 3 });
    expect(await countOf('dif_step_1')).toBe(5);
  });

  it('of a header alone loads nothing, and that is fine', async () => {
    expect(await load('errors', 'dt,supid,error_id\n')).toMatchObject({ state: 'LOADED', rows: 0 });
  });
});

describe('a bad row', () => {
  it('is reported with its line and what is wrong with it', async () => {
    const rows = await faultsOf(
      '2011-10-01,7,A,1,4.95',
      '2011-02-30,7,A,1,4.95',
      '1969-12-31,7,A,1,4.95',
      '',
      '2011-10-01,-5,A,1,4.95',
      '2011-10-01,0,A,1,4.95',
      '2011-10-01,2147483648,A,1,4.95',
      '2011-10-01,seven,A,1,4.95',
      '2011-10-01,7,A,many,4.95',
      '2011-10-01,7,A,1,"4,95"',
      '2011-10-01,7,A,1',
      '2011-10-01,7,A,1,4.95,',
      '2011-10-01,7,"A,1,4.95',
      '2011-10-01,7,"A"B,1,4.95',
      Buffer.concat([Buffer.from('2011-10-01,7,'), Buffer.from([0xcf, 0xf0]), Buffer.from(',1,2')]),
      '2011-10-01,7,\0,1,4.95',
      '2011-10-01,7,"A, ""B""",1,4.95',
    );
    const supid = 'is not a whole number from 1 to 2147483647';
    const quote = 'has a quote that is not closed on its line or stands inside a quoted value';
    expect(rows).toEqual([
      { row: 3, reason: 'dateupd "2011-02-30" is not a calendar day like 2011-10-01' },
      { row: 4, reason: 'dateupd "1969-12-31" is not a calendar day like 2011-10-01' },
      { row: 6, reason: `supid "-5" ${supid}` },
      { row: 7, reason: `supid "0" ${supid}` },
      { row: 8, reason: `supid "2147483648" ${supid}` },
      { row: 9, reason: `supid "seven" ${supid}` },
      { row: 10, reason: 'qty "many" is not a whole number' },
      { row: 11, reason: 'price "4,95" is not a number like 4.95' },
      { row: 12, reason: 'has 4 fields, the header has 5' },
      { row: 13, reason: 'has 6 fields, the header has 5' },
      { row: 14, reason: quote },
      { row: 15, reason: quote },
      { row: 16, reason: 'is not UTF-8 text' },
      { row: 17, reason: 'has a NUL character' },
    ]);
  });

  it.each([
    ['yesterday', 'dt "yesterday" is not a date and time like 2011-10-01 09:41:00'],
    ['2011-10-01 25:00:00', 'dt "2011-10-01 25:00:00" is not a date and time like'],
    ['2011-10-01 09:41:00.5', 'dt "2011-10-01 09:41:00.5" is not a date and time like'],
  ])('is a failure at %s', async (dt, reason) => {
    const outcome = await load('errors', `dt,supid,error_id\n${dt},7,3\n`);
    expect(outcome).toMatchObject({ state: 'REFUSED', badRows: 1 });
    expect((outcome as Staged).firstBadRows[0]!.reason).toContain(reason);
  });

  it('is a second text for the same error', async () => {
    const outcome = await load('dictionary', `${TEXTS}3,Another\n`);
    expect(outcome).toMatchObject({
      firstBadRows: [{ row: 3, reason: 'id 3 is in the file already' }],
    });
  });

  it('costs what follows a lost quote nothing but its own line', async () => {
    const rows = await faultsOf('2011-10-01,7,"A,1,4.95', '2011-10-01,7,B,1,4.95');
    expect(rows.map(({ row }) => row)).toEqual([2]);
  });

  it('is counted when there are more than twenty', async () => {
    const outcome = await load('success', `dateupd,supid\n${'no,7\n'.repeat(30)}`);
    expect(outcome).toMatchObject({ state: 'REFUSED', badRows: 30, rows: 0 });
    expect((outcome as Staged).firstBadRows).toHaveLength(20);
  });

  it('is left out by skipBad, and counted', async () => {
    const outcome = await load('success', `${PRICES}2011-02-30,7,C,1,1\n`, { skipBad: true });
    expect(outcome).toMatchObject({ state: 'LOADED', rows: 2, badRows: 1 });
    expect(await countOf('dif_step_1')).toBe(2);
  });

  it('does not keep the mended file from being loaded', async () => {
    await load('success', `${PRICES}2011-02-30,7,C,1,1\n`);
    expect(await load('success', `${PRICES}2011-02-28,7,C,1,1\n`)).toMatchObject({ rows: 3 });
  });
});

describe('a file', () => {
  it('that was imported before changes nothing, under any name', async () => {
    await load('errors', FAILURES);
    const path = await file(FAILURES, 'other name.csv');
    const again = await importFile({ clickhouse, database }, { kind: 'errors', path });
    expect(again).toMatchObject({ state: 'ALREADY_IMPORTED', rows: 2 });
    expect(await countOf('dif_errors')).toBe(2);
  });

  it.each<[string, string | Buffer, string]>([
    [
      'without a column',
      'dt,supplier\n',
      'has no columns supid, error_id; its header has: dt, supplier.',
    ],
    ['without anything', '', 'it has no header.'],
    ['of Excel', Buffer.from('PK\x03\x04rest'), 'is a zip archive or an Excel file'],
    ['in UTF-16', Buffer.from('\uFEFFdt,supid', 'utf16le'), 'is UTF-16 text; save it as UTF-8.'],
    ['that breaks off', gzipSync(FAILURES.repeat(500)).subarray(0, 60), 'cannot be read'],
    ['that is Parquet in its first bytes alone', 'PAR1 and no more', 'cannot be read'],
  ])('%s is refused in a sentence', async (_, content, sentence) => {
    await expect(load('errors', content)).rejects.toThrow(sentence);
    expect(await countOf('dif_errors')).toBe(0);
  });

  it('that somebody writes to meanwhile is refused', async () => {
    const path = await file(FAILURES);
    const meddled = new Proxy(clickhouse, {
      get: (target, name) =>
        name === 'command'
          ? (args: Parameters<ClickHouseClient['command']>[0]) =>
              appendFile(path, '2011-10-01 09:41:00,8,3\n').then(() => target.command(args))
          : Reflect.get(target, name).bind(target),
    });
    const outcome = importFile({ clickhouse: meddled, database }, { kind: 'errors', path });
    await expect(outcome).rejects.toThrow('was changed while it was read.');
    expect(await countOf('dif_errors')).toBe(0);
  });

  it('of several gzip members is read to its end', async () => {
    const members = Buffer.concat([gzipSync(FAILURES), gzipSync('2011-10-02 08:00:00,9,1\n')]);
    expect(await load('errors', members)).toMatchObject({ rows: 3, suppliers: 2 });
  });

  it('that is not there is refused in a sentence', async () => {
    const missing = importFile({ clickhouse, database }, { kind: 'errors', path: '/no/such.csv' });
    await expect(missing).rejects.toThrow('/no/such.csv: there is no such file.');
  });
});

describe('an import that breaks off', () => {
  const entry = {
    importId: 1,
    kind: 'errors',
    sha256: '0'.repeat(64),
    name: 'f',
    rows: 2,
  } as const;

  async function stage(): Promise<void> {
    await stageFile({ clickhouse, database }, 'errors', await openSource(await file(FAILURES)));
  }

  it('before it is staged has loaded nothing, and its rows are not in the next one', async () => {
    await stage();
    await finishImports({ clickhouse, database });
    expect(await countOf('dif_errors')).toBe(0);
    await load('errors', 'dt,supid,error_id\n2011-10-05 10:00:00,8,1\n');
    expect(await countOf('dif_errors')).toBe(1);
  });

  it('once it is staged is finished at the next start', async () => {
    await stage();
    await recordImport(clickhouse, { database, ...entry, state: 'STAGED' });
    await finishImports({ clickhouse, database });
    expect(await countOf('dif_errors')).toBe(2);
  });

  it('in the middle of loading doubles nothing', async () => {
    await stage();
    await recordImport(clickhouse, { database, ...entry, state: 'STAGED' });
    await clickhouse.command({
      query: `INSERT INTO sup_stat.dif_errors SELECT dt, supid, error_id, 1
              FROM sup_stat.import_errors LIMIT 1`,
    });
    await finishImports({ clickhouse, database });
    await finishImports({ clickhouse, database });
    expect(await countOf('dif_errors')).toBe(2);
  });
});

const REAL_INPUT = process.env.PRICELENS_DATA;

it.skipIf(!REAL_INPUT)('carries the real input, and all of it', { timeout: 60_000 }, async () => {
  const real = (kind: ImportKind, name: string) =>
    importFile(
      { clickhouse, database },
      { kind, path: join(REAL_INPUT ?? '', 'feeds', `${name}.csv.gz`) },
    );
  expect(await real('success', 'dif_step_1')).toMatchObject({ rows: 397_924, badRows: 0 });
  expect(await real('errors', 'dif_errors')).toMatchObject({ rows: 3_654, badRows: 0 });
  expect(await real('dictionary', 'error_list')).toMatchObject({ rows: 7, badRows: 0 });
  expect(await countOf('dif_step_1')).toBe(397_924);
});
