import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPrisma } from '../../server/core/db.ts';
import { embeddedPostgresUrl } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { createPerson, type TestPerson } from '../support/accounts.ts';
import { launchBrowser, whyNoBrowser } from '../support/browser.ts';
import { openSignedIn } from '../support/page.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

const RUN_MS = 60_000; // until a worker's turn, and the run

vi.setConfig({ testTimeout: 120_000, hookTimeout: 150_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the jobs in a browser ${whyNoBrowser ?? ''}`, () => {
  let data: Awaited<ReturnType<typeof createDataFolder>>;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    data = await createDataFolder();
    [server, browser] = await Promise.all([
      startServer({ DATA_DIR: data.folder }),
      launchBrowser(),
    ]);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data.remove();
  });

  async function makeAnalyst(): Promise<TestPerson> {
    const pool = createPool(embeddedPostgresUrl(data.folder), 1, createLog('silent'));
    try {
      return await createPerson({ db: createPrisma(pool) }, 'ANALYST');
    } finally {
      await pool.end();
    }
  }

  it('run when they are asked to, for the day they are asked for, and keep their log', async () => {
    const page = await openSignedIn(browser, server, '/jobs');
    const job = page.getByRole('region', { name: 'Forget old history' });
    await job.getByLabel('for', { exact: true }).fill('2026-01-15');
    await job.getByRole('button', { name: 'Run now' }).click();
    const run = job.getByRole('listitem').filter({ hasText: '15 Jan' });
    await run
      .getByText(/Queued|Running|Done/)
      .first()
      .waitFor();
    await run.getByText('Done').waitFor({ timeout: RUN_MS });

    await run.getByRole('link').click();
    await page.waitForURL(/run=/);
    await run.getByRole('list', { name: 'Log of the run' }).getByText('0 runs forgotten').waitFor();
    await page.reload(); // the log has an address
    await run.getByRole('list', { name: 'Log of the run' }).getByText('0 runs forgotten').waitFor();
  });

  it('are not for everybody to run, and say so', async () => {
    const page = await openSignedIn(browser, server, '/jobs', await makeAnalyst());
    const job = page.getByRole('region', { name: 'Refresh the rhythms' });
    await job.getByText('Only engineers and admins run jobs.').waitFor();
    expect(await job.getByRole('button', { name: 'Run now' }).isDisabled()).toBe(true);
  });
});
