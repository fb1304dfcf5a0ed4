import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDataFolder,
  startProgram,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

let data: Awaited<ReturnType<typeof createDataFolder>>;

/** The process of the embedded Postgres, from the file that Postgres removes when it ends. */
async function postgresPid(folder = data.folder): Promise<number | undefined> {
  const file = join(folder, 'postgres/postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split('\n')[0]);
}

describe('the server process', () => {
  let servers: ServerProcess[];
  beforeEach(async () => {
    data = await createDataFolder();
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) if (server.child.exitCode === null) await server.stop();
    await data.remove();
  });

  async function start() {
    const server = await startServer({ DATA_DIR: data.folder });
    servers.push(server);
    return server;
  }

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops cleanly at %s and takes its Postgres with it',
    async (signal) => {
      const server = await start();
      expect(await postgresPid()).toBeDefined();
      expect(await server.query('{ company { timeZone } }')).toEqual({
        company: { timeZone: 'Europe/Moscow' },
      });
      expect(await server.stop(signal)).toBe(0);
      expect(await postgresPid()).toBeUndefined();
    },
  );

  it('adopts the Postgres that a killed one left running, with all its data', async () => {
    const killed = await start();
    const pid = await postgresPid();
    await killed.query(
      `mutation { logInvestigationEvent(input: {
         eventAt: "2026-11-20T09:41:00+03:00", supplierId: 14527, errorId: 6,
         errorText: "File cannot be read", stage: "load_mail"
       }) { __typename } }`,
    );
    await killed.stop('SIGKILL');
    expect(await postgresPid()).toBe(pid);

    const next = await start();
    expect(await postgresPid()).toBe(pid);
    expect(await next.query('{ queue { totalCount } }')).toEqual({ queue: { totalCount: 1 } });
    await next.stop();
    expect(await postgresPid()).toBeUndefined();
  });

  it('prints every fault of its configuration and ends with 1', async () => {
    const program = startProgram('server/main.ts', [], { PORT: 'x', CLICKHOUSE_URL: 'nowhere' });
    expect(await program.exited).toBe(1);
    expect(program.output()).toMatch(/PORT: [^]*CLICKHOUSE_URL: /);
  });
});

describe('a server that runs', () => {
  let first: ServerProcess;
  beforeAll(async () => {
    data = await createDataFolder();
    first = await startServer({ DATA_DIR: data.folder });
  });
  afterAll(async () => {
    await first?.stop();
    await data.remove();
  });

  it('says in a sentence that the data folder is in use, and leaves the first one alone', async () => {
    const second = startProgram('server/main.ts', ['--empty'], {
      DATA_DIR: data.folder,
      PORT: '0',
    });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(
      new RegExp(`Pricelens is already running on ${data.folder} \\(process ${first.child.pid}\\)`),
    );
    expect(await first.query('{ company { name } }')).toBeTruthy();
  });

  it('says in a sentence that its port is taken, and stops what it had started', async () => {
    const other = await createDataFolder();
    const { port } = new URL(first.url);
    const second = startProgram('server/main.ts', ['--empty'], {
      DATA_DIR: other.folder,
      PORT: port,
    });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(`Port ${port} of 127.0.0.1 is taken`);
    expect(await postgresPid(other.folder)).toBeUndefined();
    await other.remove();
  });

  it('refuses what another site or a form sends', async () => {
    const { url, admin } = first;
    const body = JSON.stringify({ query: '{ company { name } }' });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status;
    const json = { 'content-type': 'application/json', ...admin.headers };
    expect(await status(json)).toBe(200);
    expect(await status({ ...json, origin: url })).toBe(200);
    expect(await status({ ...json, origin: 'http://evil.example' })).toBe(403);
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/graphql']) {
      expect(await status({ 'content-type': type })).toBe(415);
    }
  });
});
