import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOnHost } from '../../server/investigations/file-path.ts';

const CONFIG = readFileSync(
  new URL('../../server/investigations/file-host.nginx.conf', import.meta.url),
  'utf8',
);
const isInstalled = spawnSync('nginx', ['-v']).status === 0;
if (!isInstalled) process.stdout.write('nginx is not installed: the file host is not tested.\n');

/** nginx does not tell which port it got, so it gets one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  server.close();
  await once(server, 'close');
  return port;
}

describe.runIf(isInstalled)('the file host', () => {
  let home: string;
  let nginx: ChildProcess;
  let port: number;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'pricelens-nginx-'));
    await chmod(home, 0o755); // nginx' workers are another account's where it starts as root
    await mkdir(join(home, 'files'));
    await put('secret.csv', 'not for suppliers');
    port = await freePort();
    await writeFile(join(home, 'nginx.conf'), configuration());
    nginx = spawn('nginx', ['-p', home, '-c', 'nginx.conf'], { stdio: 'inherit' });
    while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))) await sleep(20);
  });
  afterAll(async () => {
    nginx.kill('SIGTERM');
    await once(nginx, 'exit');
    await rm(home, { recursive: true });
  });

  /** What the repository has, on folders and a port of the test's. */
  function configuration(): string {
    const server = CONFIG.replace('/srv/price-lists', join(home, 'files')).replace(
      '127.0.0.1:8081',
      `127.0.0.1:${port}`,
    );
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${home}/${name};`)
      .join('\n');
    return `daemon off; pid ${home}/pid; error_log stderr crit; events {}
      http { access_log off; ${temporary} ${server} }`;
  }

  async function put(path: string, content: string): Promise<string> {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  /** Sends the path as it is: fetch would tidy it first. @returns the whole answer */
  async function ask(target: string, method = 'GET'): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${method} ${target} HTTP/1.0\r\nHost: files\r\n\r\n`);
    return text(socket);
  }

  it.each(['mail_backup', 'ftp_backup', 'daily_consolidation'])(
    'has what is in %s',
    async (root) => {
      await put(`files/${root}/17/price.csv`, root);
      const answer = await fetch(`http://127.0.0.1:${port}/${root}/17/price.csv`);
      expect([answer.status, await answer.text()]).toEqual([200, root]);
    },
  );

  it('gives everything for saving and for nothing else', async () => {
    await put('files/mail_backup/page.html', '<script>alert(1)</script>');
    const { headers } = await fetch(`http://127.0.0.1:${port}/mail_backup/page.html`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['Прайс лист', '100%', '#1?', '%2e%2e', 'a%2fb', "it's", 'e\u0301', '💶'])(
    'has %j under the address the API sends people to',
    async (name) => {
      await put(`files/mail_backup/${name}/${name}.csv`, name);
      const path = ['mail_backup', name, `${name}.csv`];
      const answer = await fetch(addressOnHost(path, `http://127.0.0.1:${port}/`));
      expect([answer.status, await answer.text()]).toEqual([200, name]);
    },
  );

  it.each([
    '/secret.csv',
    '/../secret.csv',
    '/mail_backup/../../secret.csv',
    '/mail_backup/..%2f..%2fsecret.csv',
    '/mail_backup/%2e%2e/%2e%2e/secret.csv',
    '/mail_backup/%252e%252e/%252e%252e/secret.csv',
    '//mail_backup/../secret.csv',
    '/mail_backup/..\\..\\secret.csv',
    '/mail_backup/%00',
    '/etc/passwd',
    '/',
    '/mail_backup/',
    '/other/price.csv',
  ])('has nothing at %s', async (target) => {
    await put('files/other/price.csv', 'not for suppliers');
    const answer = await ask(target);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404) /);
    expect(answer).not.toContain('not for suppliers');
  });

  it('follows no link, neither of a file nor of a folder on the way', async () => {
    const secret = await put('outside/price.csv', 'not for suppliers');
    await mkdir(join(home, 'files/ftp_backup'), { recursive: true });
    await symlink(secret, join(home, 'files/ftp_backup/link.csv'));
    await symlink(dirname(secret), join(home, 'files/ftp_backup/folder'));
    expect(await ask('/ftp_backup/link.csv')).toMatch(/^HTTP\/1\.1 40[34] /);
    expect(await ask('/ftp_backup/folder/price.csv')).toMatch(/^HTTP\/1\.1 40[34] /);
  });

  it.each(['PUT', 'POST', 'DELETE', 'MKCOL'])('answers no %s', async (method) => {
    await put('files/mail_backup/price.csv', 'a');
    expect(await ask('/mail_backup/price.csv', method)).toMatch(/^HTTP\/1\.1 40[35] /);
  });
});
