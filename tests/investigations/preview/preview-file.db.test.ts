import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/core/config.ts';
import { createLog } from '../../../server/core/log.ts';
import { previewFile } from '../../../server/investigations/preview/preview-file.ts';
import { sampleFile, type FileFlaw } from '../../../server/warehouse/sample-files.ts';

const GIGABYTE = 1024 ** 3;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pricelens-preview-'));
  await mkdir(join(folder, 'mail_backup'));
});
afterAll(() => rm(folder, { recursive: true }));

function preview(
  filePath: string | null,
  { extra, files = {} }: { extra?: unknown; files?: object } = {},
) {
  const config = readConfig({});
  const door = { config: { ...config, files: { ...config.files, folder, ...files } } };
  return previewFile({ ...door, log: createLog('silent') }, { filePath, extra });
}

async function put(name: string, content: Buffer | string): Promise<string> {
  await writeFile(join(folder, 'mail_backup', name), content);
  return `mail_backup/${name}`;
}

describe('a file of which nothing is shown', () => {
  const nothing = { sizeBytes: null, format: null, warnings: [], content: null };

  it.each([null, 'elsewhere/price.csv', 'mail_backup/../price.csv', 'mail_backup'])(
    'is none: %j',
    async (path) => {
      expect(await preview(path)).toEqual({ state: 'NO_FILE', name: null, ...nothing });
    },
  );

  it('is gone', async () => {
    const gone = { state: 'NOT_FOUND', name: 'gone.csv', ...nothing };
    expect(await preview('mail_backup/gone.csv')).toEqual(gone);
  });

  it('is on the file host, also where the disk has one of that name', async () => {
    const path = await put('price.csv', 'a;b\n');
    const files = { baseUrl: 'https://files.example.com' };
    const onHost = { state: 'ON_FILE_HOST', name: 'price.csv', ...nothing };
    expect(await preview(path, { files })).toEqual(onHost);
  });

  it('is behind a link', async () => {
    await writeFile(join(folder, 'secret.csv'), 'a;b\n');
    await symlink(join(folder, 'secret.csv'), join(folder, 'mail_backup/link.csv'));
    expect(await preview('mail_backup/link.csv')).toMatchObject({ state: 'NOT_FOUND' });
  });

  it('is a named pipe, for which nobody waits', async () => {
    execFileSync('mkfifo', [join(folder, 'mail_backup/pipe')]);
    expect(await preview('mail_backup/pipe')).toMatchObject({ state: 'NOT_FOUND' });
  });

  it.runIf(process.getuid?.() !== 0)('is not for this server to read', async () => {
    const path = await put('locked.csv', 'a;b\n');
    await chmod(join(folder, path), 0);
    expect(await preview(path)).toMatchObject({ state: 'NOT_READABLE', ...nothing });
  });
});

it.each<[FileFlaw, string, object]>([
  ['none', 'price.csv', { state: 'SHOWN', format: 'TEXT', warnings: [] }],
  ['broken bytes', 'price.csv', { content: { kind: 'TABLE', columnCount: 4 } }],
  ['old spreadsheet', 'price.xls', { state: 'BROKEN', content: { kind: 'BYTES' } }],
  ['windows-1251', 'price.csv', { content: { encoding: 'windows-1251', delimiter: ';' } }],
  ['empty', 'price.csv', { state: 'EMPTY' }],
  ['locked archive', 'price.zip', { warnings: [{ code: 'LOCKED_ENTRIES' }] }],
  [
    'no price column',
    'price.csv',
    { content: { columns: ['Артикул', 'Наименование', 'Остаток'] } },
  ],
])('shows what the sample means by %j', async (flaw, name, shown) => {
  expect(await preview(await put(name, sampleFile(flaw, 'any')))).toMatchObject(shown);
});

describe('a file of a gigabyte', () => {
  const HEAD = 'Код;Цена\n' + 'A-1;10,50\n'.repeat(30_000);

  it.runIf(process.platform === 'linux')('is read by its head alone', async () => {
    const path = await put('big.csv', HEAD);
    await truncate(join(folder, path), GIGABYTE);
    const before = await bytesRead();
    const { state, sizeBytes, content } = await preview(path);
    expect((await bytesRead()) - before).toBeLessThan(4 * 1024 * 1024); // our own modules among it
    expect([state, sizeBytes]).toEqual(['SHOWN', GIGABYTE]);
    expect(content).toMatchObject({ columns: ['Код', 'Цена'], hasMoreRows: true });
  });

  it('is not opened as a workbook', async () => {
    const path = await put('big.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await truncate(join(folder, path), GIGABYTE);
    expect(await preview(path)).toMatchObject({
      state: 'TOO_LARGE',
      content: { kind: 'BYTES' },
    });
  });

  it('of zeros is shown as bytes', async () => {
    const path = await put('zeros.csv', '');
    await truncate(join(folder, path), GIGABYTE);
    expect(await preview(path)).toMatchObject({ format: 'UNKNOWN', content: { kind: 'BYTES' } });
  });

  /** By the whole process, as the system counts. */
  async function bytesRead(): Promise<number> {
    return Number(/rchar: (\d+)/.exec(await readFile('/proc/self/io', 'utf8'))?.[1]);
  }
});

describe('the server', () => {
  it('turns away what is asked too much at once, and then goes on', async () => {
    const path = await put('price.csv', 'Код;Цена\n1;2\n');
    const states = await Promise.all(
      Array.from({ length: 30 }, async () => (await preview(path)).state),
    );
    expect(Map.groupBy(states, (state) => state).get('BUSY')).toHaveLength(8);
    expect((await preview(path)).state).toBe('SHOWN');
  });

  it.runIf(process.platform === 'linux')('has no file open after it', async () => {
    await preview(await put('price.csv', 'Код;Цена\n1;2\n'));
    await preview(await put('broken.zip', 'PK\x03\x04'));
    const handles = await readdir('/proc/self/fd');
    const places = await Promise.all(
      handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
    );
    expect(places.filter((place) => place.startsWith(folder))).toEqual([]);
  });
});
