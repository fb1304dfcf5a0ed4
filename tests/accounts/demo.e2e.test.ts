import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

let data: Awaited<ReturnType<typeof createDataFolder>>;
beforeAll(async () => {
  data = await createDataFolder();
});
afterAll(() => data.remove());

const start = (env: NodeJS.ProcessEnv = {}, args: string[] = []) =>
  startServer({ DATA_DIR: data.folder, ...env }, args);

interface Answer {
  status: number | undefined;
  cookies: string[];
}

/** Not by fetch, which chooses the Host itself. */
function enter(server: ServerProcess, headers: Record<string, string> = {}): Promise<Answer> {
  const ofPage = { origin: server.url, 'content-type': 'application/json', 'content-length': '2' };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { ...ofPage, ...headers } };
    request(`${server.url}/api/demo`, options, (response) => {
      const { statusCode: status, headers: answered } = response.resume();
      resolve({ status, cookies: answered['set-cookie'] ?? [] });
    })
      .on('error', reject)
      .end('{}');
  });
}

async function hasDemo(server: ServerProcess): Promise<boolean> {
  const { demo } = (await (await fetch(`${server.url}/api/sign-in`)).json()) as { demo: boolean };
  const { status, cookies } = await enter(server);
  expect([status, cookies.length]).toEqual(demo ? [200, 1] : [404, 0]);
  return demo;
}

describe('the demo', () => {
  it('is there with the sample, on this machine, for its own pages alone', async () => {
    const server = await start();
    expect(await hasDemo(server)).toBe(true);
    const refused = { cookies: [] };
    expect(await enter(server, { origin: 'https://evil.example.com' })).toMatchObject(refused);
    expect(await enter(server, { origin: 'null' })).toMatchObject(refused);
    const host = 'evil.example.com';
    const rebound = await enter(server, { host, origin: `http://${host}` });
    expect(rebound).toEqual({ status: 421, ...refused });
    await server.stop();
  });

  it('is not there for the network, nor without the sample', async () => {
    const open = await start({ HOST: '0.0.0.0' });
    expect(await hasDemo(open)).toBe(false);
    await open.stop();
    const empty = await start({}, ['--empty']);
    expect(await hasDemo(empty)).toBe(false);
    await empty.stop();
  });

  it('is not there with a database of one’s own', async () => {
    const database = await createDatabase();
    const server = await start({ DATABASE_URL: database.url });
    expect(await hasDemo(server)).toBe(false);
    await server.stop();
    await database.drop();
  });
});
