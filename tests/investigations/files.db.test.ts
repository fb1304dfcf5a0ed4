import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { visibleOf } from '../../server/events/visibility.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { FileShrank, openFile, readBytes } from '../../server/investigations/open-file.ts';
import { createCompany, createPerson, headersFor, useHeaders } from '../support/accounts.ts';
import { emptyDatabase, statementsOf, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { failure } from './make.ts';

const NOBODYS = '01a200ee-43be-7641-b28b-eeca6947ba23';
const SECRET = 'not for suppliers';
const BIG_BYTES = 64 * 1024 * 1024; // more than sockets hold back

const ctx = useTestContext();
let home: string;
let folder: string;
let own: HttpServer;
let others: HttpServer;
let redirecting: HttpServer;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pricelens-files-'));
  folder = join(home, 'files');
  await writeFile(join(home, 'secret.csv'), SECRET);
  await mkdir(join(home, 'outside'));
  await writeFile(join(home, 'outside/price.csv'), SECRET);
  own = await serve();
  others = await serve({}, (await createCompany(ctx.installation, 'borealis')).id);
  redirecting = await serve({ baseUrl: 'https://files.example.com/prices/' });
});
beforeEach(async () => {
  await emptyDatabase(ctx);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'mail_backup'), { recursive: true });
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
  await rm(home, { recursive: true });
});

async function serve(changes: object = {}, companyId = ctx.company.id): Promise<HttpServer> {
  const http = { host: '127.0.0.1', port: 0 };
  const config = { ...ctx.config, http, files: { ...ctx.config.files, folder, ...changes } };
  const { installation } = ctx;
  const server = await startHttpServer({
    ctx: { ...installation, config },
    events: await openStream(installation),
  });
  const person = await createPerson(installation, 'OPERATOR', companyId);
  useHeaders(server.url, person.headers);
  cleanUps.push(server.stop);
  return server;
}

/** An investigation of a file that a robot named so. @returns its id */
async function investigate(filePath: string | null): Promise<string> {
  const result = await logInvestigationEvent(ctx, failure({ filePath }));
  if (result instanceof Error) throw result;
  return result.investigation.id;
}

async function put(path: string, content: string | Buffer): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
  return join(folder, path);
}

const get = (id: string, { url } = own, options: RequestInit = {}) =>
  fetch(`${url}/files/${id}`, {
    redirect: 'manual',
    ...options,
    headers: { ...headersFor(url), ...options.headers },
  });
const download = async (filePath: string | null, options: RequestInit = {}) =>
  get(await investigate(filePath), own, options);

const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'date', 'x-request-id']);

/** All that tells one answer from another. */
async function told(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => !OF_THE_CONNECTION.has(name));
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body: await answer.text(),
  };
}

describe('a download', () => {
  it('is the file, for saving and for nothing else', async () => {
    await put('mail_backup/17/price.csv', 'a;b\r\n1;2');
    const answer = await download('mail_backup/17/price.csv');
    expect(await told(answer)).toEqual({
      status: 200,
      body: 'a;b\r\n1;2',
      headers: {
        'accept-ranges': 'bytes',
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="price.csv"; filename*=UTF-8''price.csv`,
        'content-length': '8',
        'content-security-policy': 'sandbox',
        'content-type': 'application/octet-stream',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      },
    });
  });

  it.each([
    'a b',
    'Прайс',
    '100%',
    '#1?',
    '%2e%',
    'a%2fb',
    ' ',
    'a\nb',
    '"',
    "'()*!",
    'é',
    'e\u0301',
    '💶',
  ])('of %j is that file under its name', async (name) => {
    await put(`mail_backup/${name}/${name}.csv`, name);
    const answer = await download(`mail_backup/${name}/${name}.csv`);
    expect([answer.status, await answer.text()]).toEqual([200, name]);
    const [, plain, exact] =
      /^attachment; filename="([ -~]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(
        answer.headers.get('content-disposition')!,
      )!;
    expect(decodeURIComponent(exact!)).toBe(`${name}.csv`);
    expect(plain).not.toMatch(/["\\%]/);
  });

  it('of an empty file is empty', async () => {
    await put('mail_backup/empty.csv', '');
    const answer = await download('mail_backup/empty.csv');
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '0']);
    expect(await answer.text()).toBe('');
  });

  it('is every byte of a big one', async () => {
    const bytes = Buffer.alloc(3_000_001, 'Прайс');
    await put('mail_backup/big.csv', bytes);
    const answer = await download('mail_backup/big.csv');
    expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  it('tells with HEAD what it would be', async () => {
    await put('mail_backup/price.csv', 'a;b');
    const id = await investigate('mail_backup/price.csv');
    const [head, whole] = [await get(id, own, { method: 'HEAD' }), await get(id)];
    expect(await told(head)).toEqual({ ...(await told(whole)), body: '' });
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=4-2', 416, '', 'bytes */10'],
    ['nonsense', 200, '0123456789', null],
  ])('of the range %j goes on where one broke off', async (range, status, body, told) => {
    await put('mail_backup/price.csv', '0123456789');
    const answer = await download('mail_backup/price.csv', { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      body,
      told,
    ]);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
  });

  it('is all of it where a range was to be of a version that nobody can name', async () => {
    await put('mail_backup/price.csv', '0123456789');
    const headers = { range: 'bytes=2-4', 'if-range': '"some version"' };
    const answer = await download('mail_backup/price.csv', { headers });
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
  });

  it('finds the folder behind a link, which is the operator’s own', async () => {
    await put('mail_backup/price.csv', 'a;b');
    await symlink(folder, join(home, 'linked'));
    const linked = await serve({ folder: join(home, 'linked') });
    const answer = await get(await investigate('mail_backup/price.csv'), linked);
    expect(await answer.text()).toBe('a;b');
  });

  it('is of roots alone that are named', async () => {
    await put('upload/price.csv', 'a;b');
    const id = await investigate('upload/price.csv');
    expect((await get(id)).status).toBe(404);
    expect((await get(id, await serve({ roots: ['upload'] }))).status).toBe(200);
  });
});

describe('the log says of a download who has got what', () => {
  const downloads = () =>
    ctx.db.event.findMany({ where: { kind: 'file.downloaded' }, orderBy: { id: 'asc' } });

  it('once, however often it broke off and was gone on with', async () => {
    await put('mail_backup/17/price.csv', '0123456789');
    const id = await investigate('mail_backup/17/price.csv');
    await get(id, own, { method: 'HEAD' });
    await get(id, own, { headers: { range: 'bytes=4-' } });
    await get(id, own, { headers: { range: 'bytes=10-' } });
    expect(await downloads()).toEqual([]);
    await get(id, own, { headers: { range: 'bytes=0-3' } });
    const { supplierId } = failure();
    const actor = { actor: 'operator', actorId: expect.any(String) as string };
    const payload = { supplierId, path: 'mail_backup/17/price.csv' };
    expect(await downloads()).toMatchObject([{ entityId: id, ...actor, payload }]);
    await get(id);
    expect(await downloads()).toHaveLength(2);
  });

  it('also where it is sent to the file host, and not where there is nothing', async () => {
    const id = await investigate('mail_backup/price.csv');
    await get(id);
    await get(id, redirecting, { method: 'HEAD' });
    expect(await downloads()).toEqual([]);
    await get(id, redirecting);
    expect(await downloads()).toMatchObject([{ entityId: id }]);
  });

  it('to admins alone: what colleagues read is nobody else’s business', () => {
    const see = (mayAdminister: boolean) =>
      visibleOf({ mayAdminister, maySeeHealth: true }, { kinds: ['file.downloaded'] }).kinds;
    expect([see(true), see(false)]).toEqual([['file.downloaded'], []]);
  });
});

describe('there is no such file', () => {
  const NO_FILE = { status: 404, body: 'There is no such file.' };

  it.each([
    ['none was named', null],
    ['it is gone', 'mail_backup/gone.csv'],
    ['its folder is gone', 'mail_backup/gone/price.csv'],
    ['it is outside', 'mail_backup/../../secret.csv'],
    ['it is outside, encoded', 'mail_backup/%2e%2e/%2e%2e/secret.csv'],
    ['it is in no root', 'secret.csv'],
    ['it is an absolute path', '/etc/passwd'],
    ['it is a folder', 'mail_backup/folder'],
    ['it goes through a file', 'mail_backup/price.csv/price.csv'],
    ['it is a link outside', 'mail_backup/link.csv'],
    ['it is a link to a good file', 'mail_backup/good-link.csv'],
    ['it leads nowhere', 'mail_backup/broken-link.csv'],
    ['a folder is a link outside', 'mail_backup/linked-folder/price.csv'],
    ['a folder further up is a link', 'mail_backup/linked-home/outside/price.csv'],
    ['a root is a link', 'ftp_backup/price.csv'],
    ['it is a named pipe', 'mail_backup/pipe'],
    ['it is a socket', 'mail_backup/socket'],
    ['a name is too long', `mail_backup/${'x'.repeat(300)}`],
  ])('where %s', async (_, path) => {
    await put('mail_backup/price.csv', 'a;b');
    await mkdir(join(folder, 'mail_backup/folder'));
    await symlink(join(home, 'secret.csv'), join(folder, 'mail_backup/link.csv'));
    await symlink('price.csv', join(folder, 'mail_backup/good-link.csv'));
    await symlink('nowhere.csv', join(folder, 'mail_backup/broken-link.csv'));
    await symlink('../../outside', join(folder, 'mail_backup/linked-folder'));
    await symlink(home, join(folder, 'mail_backup/linked-home'));
    await symlink(join(home, 'outside'), join(folder, 'ftp_backup'));
    execFileSync('mkfifo', [join(folder, 'mail_backup/pipe')]);
    const socket = createServer();
    await new Promise<void>((done) => socket.listen(join(folder, 'mail_backup/socket'), done));
    expect(await told(await download(path))).toMatchObject(NO_FILE);
    socket.close();
  });

  it('to the letter the same way for whoever asks and whatever for', async () => {
    await put('mail_backup/price.csv', 'a;b');
    const id = await investigate('mail_backup/price.csv');
    const gone = await told(await download('mail_backup/gone.csv'));
    expect(gone).toMatchObject(NO_FILE);
    expect(await told(await get(id, others))).toEqual(gone);
    expect(await told(await get(NOBODYS))).toEqual(gone);
    expect(await told(await download('../secret.csv'))).toEqual(gone);
    for (const odd of ['', 'nonsense', `${id}/`, `${id}/..`, '%00', '..%2fsecret.csv', `x/${id}`])
      expect(await told(await get(odd))).toEqual(gone);
    expect(await told(await get(id, await serve({ folder: undefined })))).toEqual(gone);
    expect(await told(await get(id, await serve({ folder: join(home, 'none') })))).toEqual(gone);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('to %s', async (method) => {
    await put('mail_backup/price.csv', 'a;b');
    const headers = { 'content-type': 'application/json' };
    const body = method === 'POST' ? '{}' : null;
    const answer = await download('mail_backup/price.csv', { method, headers, body });
    expect(answer.status).toBe(404);
  });

  it('to a page of another site', async () => {
    await put('mail_backup/price.csv', 'a;b');
    const id = await investigate('mail_backup/price.csv');
    const from = async (origin: string) => (await get(id, own, { headers: { origin } })).status;
    expect(await from('https://evil.example.com')).toBe(403);
    expect(await from('null')).toBe(403);
    expect(await from(own.url)).toBe(200);
  });

  it('that is so much as opened behind a link: whoever waits at a pipe there goes on waiting', async () => {
    const pipe = join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await symlink(pipe, join(folder, 'mail_backup/link'));
    let isWoken = false;
    const writing = open(pipe, 'w').finally(() => (isWoken = true));
    for (let i = 0; i < 100; i++) {
      expect(await openFile(folder, ['mail_backup', 'link'])).toBeUndefined();
    }
    expect(isWoken).toBe(false);
    const reading = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    await (await writing).close();
    await reading.close();
  });

  it('while folders are exchanged for links as it is opened', async () => {
    const path = ['mail_backup', 'folder', 'price.csv'];
    await put(path.join('/'), 'good');
    const [place, aside] = [join(folder, 'mail_backup/folder'), join(folder, 'aside')];
    await symlink(join(home, 'outside'), join(folder, 'link'));
    let isOver = false;
    const exchange = (async () => {
      while (!isOver) {
        await rename(place, aside);
        await rename(join(folder, 'link'), place);
        await rename(place, join(folder, 'link'));
        await rename(aside, place);
      }
    })();
    const contents = new Set<string>();
    for (let i = 0; i < 3_000; i++) {
      const file = await openFile(folder, path);
      contents.add(file ? (await file.handle.readFile()).toString() : 'none');
      await file?.handle.close();
    }
    isOver = true;
    await exchange;
    expect(contents).toEqual(new Set(['good', 'none']));
  });
});

describe('a file that changes while it is sent', () => {
  it('is sent as long as it was when it has grown', async () => {
    const place = await put('mail_backup/growing.csv', Buffer.alloc(BIG_BYTES, 'a'));
    const answer = await download('mail_backup/growing.csv');
    const robot = await open(place, 'a');
    await robot.appendFile('more');
    await robot.close();
    expect((await answer.arrayBuffer()).byteLength).toBe(BIG_BYTES);
  });

  it('breaks off when it has become shorter, rather than pretend', async () => {
    const place = await put('mail_backup/shrinking.csv', Buffer.alloc(BIG_BYTES, 'a'));
    const answer = await download('mail_backup/shrinking.csv');
    await truncate(place, BIG_BYTES / 2);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect((await get(NOBODYS)).status).toBe(404); // and the server is well
  });

  it('is not read as if it ended there', async () => {
    const place = await put('mail_backup/shrinking.csv', 'a;b');
    const file = (await openFile(folder, ['mail_backup', 'shrinking.csv']))!;
    await truncate(place, 1);
    await expect(text(readBytes(file))).rejects.toThrow(FileShrank);
    await file.handle.close();
  });
});

it.runIf(process.platform === 'linux')(
  'leaves no file open, even where a client leaves',
  async () => {
    await put('mail_backup/big.csv', Buffer.alloc(BIG_BYTES, 'a'));
    const id = await investigate('mail_backup/big.csv');
    for (let i = 0; i < 5; i++) {
      const leaving = new AbortController();
      await get(id, own, { signal: leaving.signal });
      leaving.abort();
      await get(id, own, { method: 'HEAD' });
    }
    await expect.poll(openFiles).toEqual([]);
  },
);

async function openFiles(): Promise<string[]> {
  const handles = await readdir('/proc/self/fd');
  const places = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return places.filter((place) => place.startsWith(home));
}

describe('with a file host', () => {
  it('the browser is sent there, whether or not the disk has it', async () => {
    const answer = await get(await investigate('mail_backup/Прайс #1 100%.csv'), redirecting);
    expect([answer.status, await answer.text()]).toEqual([302, '']);
    expect(answer.headers.get('location')).toBe(
      'https://files.example.com/prices/mail_backup/%D0%9F%D1%80%D0%B0%D0%B9%D1%81%20%231%20100%25.csv',
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    '//evil.example.com/a',
    'javascript:alert(1)',
    'mail_backup/../a',
    'a/b',
    '\\\\evil\\a',
  ])('nobody is sent to %j', async (path) => {
    const answer = await get(await investigate(path), redirecting);
    expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
  });

  it('nobody is sent to the file of another company', async () => {
    const id = await investigate('mail_backup/price.csv');
    const theirs = await serve({ baseUrl: 'https://files.example.com' }, ctx.company.id + 1);
    expect((await get(id, theirs)).status).toBe(404);
  });
});

describe('the API', () => {
  const FILE = 'query ($id: ID!) { investigation(id: $id) { file { name downloadUrl } } }';

  it('tells where to get the file, and the server has it there', async () => {
    const api = await createTestApi(ctx);
    await put('mail_backup/Прайс.csv', 'a;b');
    const id = await investigate('mail_backup/Прайс.csv');
    const { investigation } = await api.query<{ investigation: { file: { downloadUrl: string } } }>(
      FILE,
      { id },
    );
    const { file } = investigation;
    expect(file).toEqual({ name: 'Прайс.csv', downloadUrl: `/files/${id}` });
    expect(
      await (
        await fetch(new URL(file.downloadUrl, own.url), { headers: headersFor(own.url) })
      ).text(),
    ).toBe('a;b');
  });

  it.each([null, 'elsewhere/a.csv', 'mail_backup/../a.csv'])('has none for %j', async (path) => {
    const api = await createTestApi(ctx);
    expect(await api.query(FILE, { id: await investigate(path) })).toEqual({
      investigation: { file: null },
    });
  });

  it('asks nobody for the files of a list', async () => {
    const api = await createTestApi(ctx);
    for (let i = 0; i < 20; i++) await investigate(`mail_backup/${i}.csv`);
    const list = (fields: string) => {
      ctx.cache.invalidate(ctx.company.id); // which keeps the page
      return statementsOf(() => api.query(`{ queue { edges { node { ${fields} } } } }`));
    };
    expect(await list('file { name downloadUrl }')).toEqual(await list('id'));
  });
});
