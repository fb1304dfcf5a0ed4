import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../server/accounts/permissions.ts';
import { logInvestigationEvent } from '../../../server/investigations/log-investigations.ts';
import { emptyDatabase, useTestContext } from '../../support/database.ts';
import { ADMIN, createTestApi } from '../../support/graphql.ts';
import { failure } from '../make.ts';

const PREVIEW = `query ($id: ID!) { investigation(id: $id) { preview {
  state message name sizeBytes format warnings { code message detail }
  content { __typename ... on TablePreview { encoding delimiter columns rows { number cells formulas { column text } }
    ruler { row column isReached } } }
} } }`;
const LAST_GOOD = `query ($id: ID!) { investigation(id: $id) { preview { lastGood {
  state path columns added missing renamed { from to }
} } } }`;
const ANALYST: Viewer = { kind: 'PERSON', id: 'analyst', name: 'analyst', role: 'ANALYST' };

const GOOD = 'Код;Название;Цена\n1;Дрель;2\n';
const NEW = 'Код;Цена с НДС;Вес\n1;2;3\n';
const FOLDER = 'ftp_backup/17';

const base = useTestContext();
let ctx: typeof base;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pricelens-preview-'));
  ctx = withFiles(base);
});
beforeEach(async () => {
  await emptyDatabase(base);
  await rm(join(folder, 'ftp_backup'), { recursive: true, force: true });
});
afterAll(() => rm(folder, { recursive: true }));

function withFiles(of: typeof base): typeof base {
  const config = { ...of.config, files: { ...of.config.files, folder } };
  return { ...of, config, installation: { ...of.installation, config } };
}

async function put(path: string, content: string, modifiedAt = '2026-11-19T10:00:00Z') {
  const place = join(folder, path);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, content);
  await utimes(place, new Date(modifiedAt), new Date(modifiedAt));
}

async function investigate(changes: object): Promise<string> {
  const result = await logInvestigationEvent(ctx, failure(changes));
  if (result instanceof Error) throw result;
  return result.investigation.id;
}

async function ask<T>(document: string, id: string, viewer = ADMIN): Promise<T> {
  const api = await createTestApi(ctx, viewer);
  const { investigation } = await api.query<{ investigation: { preview: T } }>(document, { id });
  return investigation.preview;
}

describe('the preview of a case', () => {
  it('is its file, with the ruler where the robot failed', async () => {
    await put(`${FOLDER}/price.xlsx`, GOOD);
    const extra = { row: 2, column: 'Цена' };
    const id = await investigate({ filePath: `${FOLDER}/price.xlsx`, extra });
    expect(await ask(PREVIEW, id)).toEqual({
      state: 'SHOWN',
      message: 'Its content is shown.',
      name: 'price.xlsx',
      sizeBytes: Buffer.byteLength(GOOD),
      format: 'TEXT',
      warnings: [
        {
          code: 'WRONG_EXTENSION',
          message: 'Its name says another format than its content.',
          detail: 'called .xlsx, is text',
        },
      ],
      content: {
        __typename: 'TablePreview',
        encoding: 'utf-8',
        delimiter: ';',
        columns: ['Код', 'Название', 'Цена'],
        rows: [
          { number: 1, cells: ['Код', 'Название', 'Цена'], formulas: [] },
          { number: 2, cells: ['1', 'Дрель', '2'], formulas: [] },
        ],
        ruler: { row: 2, column: 2, isReached: true },
      },
    });
  });

  it('is for those alone who may download the file', async () => {
    await put(`${FOLDER}/price.csv`, GOOD);
    const id = await investigate({ filePath: `${FOLDER}/price.csv` });
    const api = await createTestApi(ctx, ANALYST);
    const { errors } = await api.execute(PREVIEW, { id });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('the last good file', () => {
  const CASE = `${FOLDER}/2026-11-20/price_20261120.csv`;
  const YESTERDAY = `${FOLDER}/2026-11-19/price_20261119.csv`;
  const BEFORE = `${FOLDER}/2026-11-18/price_20261118.csv`;

  const lastGood = async (changes: object = {}) => {
    const id = await investigate({ filePath: CASE, ...changes });
    return (await ask<{ lastGood: { state: string; path: string } }>(LAST_GOOD, id)).lastGood;
  };
  beforeEach(() => put(CASE, NEW, '2026-11-20T06:00:00Z'));

  it('is the newest one at the same place that no case names', async () => {
    await put(YESTERDAY, GOOD, '2026-11-19T06:00:00Z');
    await put(BEFORE, 'Код;Название\n1;2\n', '2026-11-18T06:00:00Z');
    expect(await lastGood()).toEqual({
      state: 'COMPARED',
      path: YESTERDAY,
      columns: ['Код', 'Название', 'Цена'],
      added: ['Вес'],
      missing: ['Название'],
      renamed: [{ from: 'Цена', to: 'Цена с НДС' }],
    });
  });

  it('is none that failed as well', async () => {
    await put(YESTERDAY, GOOD);
    await put(BEFORE, GOOD, '2026-11-18T06:00:00Z');
    await investigate({ filePath: YESTERDAY, eventAt: '2026-11-19T10:00:00+03:00' });
    expect(await lastGood()).toMatchObject({ path: BEFORE });
  });

  it('is one whose case was closed as no fault of the file', async () => {
    const elsewhere = 'mail_backup/letter/price.csv';
    await put(elsewhere, GOOD);
    const id = await investigate({ filePath: elsewhere, eventAt: '2026-11-19T10:00:00+03:00' });
    expect(await lastGood()).toMatchObject({ state: 'NONE_KNOWN' });
    await ctx.owner.query(
      `UPDATE investigation SET status = 'RESOLVED', reason_code = 'DUPLICATE' WHERE id = $1`,
      [id],
    );
    const later = await lastGood({ eventAt: '2026-11-20T11:00:00+03:00' });
    expect(later).toMatchObject({ state: 'COMPARED', path: elsewhere });
  });

  it('is none that came after the case', async () => {
    await put(YESTERDAY, GOOD, '2026-11-21T06:00:00Z');
    expect(await lastGood()).toMatchObject({ state: 'NONE_KNOWN', path: null });
  });

  it('is none of another supplier, nor of nobody knows whom', async () => {
    await put('ftp_backup/18/2026-11-19/price_20261119.csv', GOOD);
    expect(await lastGood()).toMatchObject({ state: 'NONE_KNOWN' });
    await put('ftp_backup/2026-11-20/price.csv', NEW);
    await put('ftp_backup/2026-11-19/price.csv', GOOD);
    const filePath = 'ftp_backup/2026-11-20/price.csv';
    expect(await lastGood({ filePath })).toMatchObject({ state: 'NONE_KNOWN' });
  });

  it('is found by the mail address of the supplier', async () => {
    await put('mail_backup/2026-11-20/0911 price@acme.example/price.csv', NEW);
    const good = 'mail_backup/2026-11-19/1024 price@acme.example/price.csv';
    await put(good, GOOD);
    const filePath = 'mail_backup/2026-11-20/0911 price@acme.example/price.csv';
    expect(await lastGood({ filePath })).toMatchObject({ state: 'NONE_KNOWN' });
    await ctx.owner.query(`UPDATE supplier SET contact = 'price@acme.example'`);
    const again = await lastGood({ filePath, eventAt: '2026-11-20T11:00:00+03:00' });
    expect(again).toMatchObject({ path: good });
  });

  it('is not looked for where this file has no header', async () => {
    await put(CASE, '1;2\n3;4\n');
    await put(YESTERDAY, GOOD);
    expect(await lastGood()).toMatchObject({ state: 'NO_HEADER' });
  });
});
