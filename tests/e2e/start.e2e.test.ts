import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser, PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { createDatabase } from '../support/database.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

const MORNING_RUN_MS = 90_000;

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

interface Example {
  title: string;
  query: string;
}

const EXAMPLES = new URL('../../server/graphql/graphiql/examples.json', import.meta.url);
const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Example[];

interface Overview {
  dashboard: { failures: number; stillOpen: number };
  buckets: { bucket: string; suppliers: number }[];
  anomalies: { totalCount: number };
  suppliers: { totalCount: number };
  investigations: { totalCount: number };
  queue: { totalCount: number };
}

function overview(server: ServerProcess): Promise<Overview> {
  return server.query(`{
    dashboard { failures stillOpen }
    buckets { bucket suppliers }
    anomalies { totalCount }
    suppliers { totalCount }
    investigations { totalCount }
    queue { totalCount }
  }`);
}

/** What it printed about the sample. */
function said(server: ServerProcess) {
  const sentence =
    /^Loaded sample data: (\d+) suppliers, \d+ price rows, (\d+) failures \((\d+) cases open\) and (\d+) files\.$/m;
  const [, suppliers, failures, open, files] = sentence.exec(server.output())?.map(Number) ?? [];
  return { suppliers, failures, open, files };
}

interface Answer {
  status: number | undefined;
  cookies: string[];
}

/** Asks to be let in as the demo. Not by fetch, which chooses the Host itself. */
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

describe('a start on an empty data folder', () => {
  let data: Awaited<ReturnType<typeof createDataFolder>>;
  let server: ServerProcess;

  beforeAll(async () => {
    data = await createDataFolder();
    server = await startServer({ DATA_DIR: data.folder }, []);
  });
  afterAll(async () => {
    await server?.stop();
    await data.remove();
  });

  it('loads sample data and says how much of it', async () => {
    expect(server.output()).toContain('Nothing is here yet: loading sample data …\n');
    const folder = join(data.folder, 'files');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(said(server)).toEqual({
      suppliers: (await overview(server)).suppliers.totalCount,
      failures: expect.any(Number) as number,
      open: expect.any(Number) as number,
      files: entries.filter((entry) => entry.isFile()).length,
    });
  });

  it('makes up for the morning run, which finds each failure once and fills every bucket', async () => {
    const failures = async () => (await overview(server)).investigations.totalCount;
    await expect.poll(failures, { timeout: MORNING_RUN_MS }).toBe(said(server).failures);
    const { buckets, anomalies, dashboard, queue } = await overview(server);
    expect(buckets.filter(({ suppliers }) => suppliers > 0)).toHaveLength(4);
    expect(anomalies.totalCount).toBeGreaterThan(0);
    expect(dashboard.failures).toBeGreaterThan(0);
    expect(queue.totalCount).toBeGreaterThanOrEqual(said(server).open ?? Infinity);
  });

  it.each(examples.filter(({ query }) => query.startsWith('query')).map((e) => [e.title, e.query]))(
    'answers the example: %s',
    async (_, query) => {
      const data = await server.query<object>(query);
      expect(JSON.stringify(data)).toMatch(/"(edges|aggregate)":\[\{/);
    },
  );

  it.skipIf(whyNoBrowser)(
    `answers at its address with the page ${whyNoBrowser ?? ''}`,
    async () => {
      const { dashboard, buckets, anomalies, queue } = await overview(server);
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        await page.goto(server.url);
        const yesterday = page.getByRole('region', { name: 'Yesterday' });
        await yesterday.getByText(`${dashboard.failures} failures`).waitFor();
        await yesterday.getByText(`${dashboard.stillOpen} still open`).waitFor();
        const rhythms = page.getByRole('region', { name: 'Suppliers by rhythm' });
        for (const { bucket, suppliers } of buckets) {
          await rhythms
            .getByRole('row', { name: new RegExp(`\\b${bucket} ${suppliers}\\b`, 'i') })
            .waitFor();
        }
        await page
          .getByRole('region', { name: `Past their rhythm ${anomalies.totalCount}` })
          .waitFor();
        await page.getByRole('link', { name: `Queue ${queue.totalCount}` }).waitFor();
      } finally {
        await browser.close();
      }
    },
  );

  it('lets anybody in as the demo, on this machine, from its own pages alone', async () => {
    expect(await hasDemo(server)).toBe(true);
    const refused = { cookies: [] };
    expect(await enter(server, { origin: 'https://evil.example.com' })).toMatchObject(refused);
    expect(await enter(server, { origin: 'null' })).toMatchObject(refused);
    const host = 'evil.example.com';
    const rebound = await enter(server, { host, origin: `http://${host}` });
    expect(rebound).toEqual({ status: 421, ...refused });
  });

  it('does not load it again the next time, and has no demo for the network', async () => {
    await server.stop();
    server = await startServer({ DATA_DIR: data.folder, HOST: '0.0.0.0' }, []);
    expect(server.output()).not.toMatch(/sample/i);
    expect((await overview(server)).investigations.totalCount).toBeGreaterThan(0);
    expect(await hasDemo(server)).toBe(false);
  });

  it('has no demo with --empty, nor with a database of one’s own', async () => {
    await server.stop();
    server = await startServer({ DATA_DIR: data.folder }, ['--empty']);
    expect(await hasDemo(server)).toBe(false);
    await server.stop();
    const database = await createDatabase();
    server = await startServer({ DATA_DIR: data.folder, DATABASE_URL: database.url }, []);
    expect(await hasDemo(server)).toBe(false);
    await server.stop();
    await database.drop();
  });
});

describe('a start with --empty', () => {
  let data: Awaited<ReturnType<typeof createDataFolder>>;
  let server: ServerProcess;

  beforeAll(async () => {
    data = await createDataFolder();
    server = await startServer({ DATA_DIR: data.folder }, ['--empty']);
  });
  afterAll(async () => {
    await server?.stop();
    await data.remove();
  });

  it('loads nothing, and nothing is a valid state', async () => {
    expect(server.output()).not.toMatch(/sample/i);
    expect(await overview(server)).toEqual({
      dashboard: { failures: 0, stillOpen: 0 },
      buckets: ['CONSISTENT', 'INCONSISTENT', 'NEW', 'DEAD'].map((bucket) => ({
        bucket,
        suppliers: 0,
      })),
      anomalies: { totalCount: 0 },
      suppliers: { totalCount: 0 },
      investigations: { totalCount: 0 },
      queue: { totalCount: 0 },
    });
  });
});
