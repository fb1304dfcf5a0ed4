import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPlace, type Place } from '../support/product.ts';
import { createDataFolder, startProgram, startServer } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

let data: Awaited<ReturnType<typeof createDataFolder>>;
const SENTENCE = /^Sign in as (\S+) with the password (\S+), which is shown this once\.$/m;

beforeAll(async () => {
  data = await createDataFolder();
});
afterAll(() => data.remove());

const start = () => startServer({ DATA_DIR: data.folder, LOG_LEVEL: 'debug', AUTH_SECRET: '' });

const signIn = (url: string, email: string, password: string) =>
  fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });

const waysIn = async (url: string) => (await fetch(`${url}/api/sign-in`)).json();

describe('the first start of an installation of one machine', () => {
  it('makes an admin and prints the password once, and never a secret into its log', async () => {
    const first = await start();
    const [, email, password] = SENTENCE.exec(first.output())!;
    expect((await signIn(first.url, email!, password!)).status).toBe(200);
    expect((await signIn(first.url, email!, 'a wrong password')).status).toBe(401);
    expect(await waysIn(first.url)).toEqual({ password: true, openId: null, demo: false });
    await first.stop();
    const log = first.output().replace(SENTENCE, '');
    for (const secret of [password!, 'a wrong password', 'session_token=']) {
      expect(log).not.toContain(secret);
    }

    const second = await start();
    expect(second.output()).not.toMatch(SENTENCE);
    expect((await signIn(second.url, email!, password!)).status).toBe(200);
    await second.stop();
  });

  it('keeps the secret of its sessions where only its owner reads it', async () => {
    const path = join(data.folder, 'auth-secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).length).toBeGreaterThan(32);
  });
});

describe('the command line', () => {
  let place: Place;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ remove, ...place } = await createPlace());
  });
  afterAll(() => remove());

  async function run(file: string, ...args: string[]): Promise<string> {
    const program = startProgram(file, args, { ...place });
    await program.exited;
    return program.output();
  }

  it('adds a person, sets another password and removes them', async () => {
    const program = 'server/accounts/user-command.ts';
    const added = await run(program, 'add', 'dana@example.com', '--role', 'ENGINEER');
    const password = /with the password (\S+)/.exec(added)?.[1];
    expect(password).toHaveLength(20);
    expect(await run(program, 'list')).toContain('dana@example.com  dana  ENGINEER of default');
    const reset = await run(program, 'reset-password', 'dana@example.com');
    expect(reset).toMatch(/^The password of dana@example.com is \S{20} now/);
    expect(reset).not.toContain(password);
    expect(await run(program, 'remove', 'dana@example.com')).toContain('is gone');
    expect(await run(program, 'remove', 'dana@example.com')).toContain('There is nobody');
    expect(await run(program, 'dance')).toContain('npm run user -- add');
  });

  it('adds a company, lists it, and adds its first person', async () => {
    const program = 'server/accounts/company-command.ts';
    const place = ['--time-zone', 'Europe/Moscow', '--warehouse-database', 'north'];
    const add = () => run(program, 'add', '--slug', 'north', '--name', 'North', ...place);
    expect(await add()).toContain('npm run user -- add <e-mail> --role ADMIN --company north');
    expect(await add()).toContain('There is a company north');
    expect(await run(program, 'list')).toContain('north  North  Europe/Moscow  north');
    expect(await run(program, 'add')).toContain('slug: ');
    const people = 'server/accounts/user-command.ts';
    await run(people, 'add', 'nora@example.com', '--company', 'north');
    expect(await run(people, 'list')).toContain('OPERATOR of north');
  });

  it('makes a key, lists it without its secret, and revokes it', async () => {
    const program = 'server/accounts/key-command.ts';
    const key = (await run(program, 'create', 'loader', '--role', 'INTEGRATION')).trim();
    const [, id, secret] = /^pl_([^_]+)_(.{43})$/.exec(key) ?? [];
    const listed = await run(program, 'list');
    expect(listed).toContain(`${id}  INTEGRATION  loader  never used`);
    expect(listed).not.toContain(secret);
    expect(await run(program, 'revoke', id!)).toContain('is refused from now on');
    expect(await run(program, 'list')).toContain('revoked');
  });
});
