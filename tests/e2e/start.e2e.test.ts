import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser, PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

const MORNING_RUN_MS = 90_000;

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

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

  it('does not load it again the next time', async () => {
    await server.stop();
    server = await startServer({ DATA_DIR: data.folder }, []);
    expect(server.output()).not.toMatch(/sample/i);
    expect((await overview(server)).investigations.totalCount).toBeGreaterThan(0);
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
