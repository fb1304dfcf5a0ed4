import { describe, expect, it, vi } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { openSignedIn } from '../support/page.ts';
import { useProduct } from '../support/product.ts';
import { makeColleague } from '../support/queue-browser.ts';

const RUN_MS = 180_000; // until a worker's turn, and the run

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the jobs in a browser ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();

  it('run when they are asked to, for the day they are asked for, and keep their log', async () => {
    const page = await openSignedIn(product.browser, product.server, '/jobs');
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
    await run.getByRole('list', { name: 'Log of the run' }).getByText('runs 0').waitFor();
    await page.reload(); // the log has an address
    await run.getByRole('list', { name: 'Log of the run' }).getByText('runs 0').waitFor();
  });

  it('are not for everybody to run, and say so', async () => {
    const page = await openSignedIn(
      product.browser,
      product.server,
      '/jobs',
      await makeColleague(product.server, 'Vera', 'ANALYST'),
    );
    const job = page.getByRole('region', { name: 'Refresh the rhythms' });
    await job.getByText('Only engineers and admins run jobs.').waitFor();
    expect(await job.getByRole('button', { name: 'Run now' }).isDisabled()).toBe(true);
  });
});
