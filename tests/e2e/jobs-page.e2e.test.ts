import pg from 'pg';
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

  it('that are parked are run again, and those that wait for their next attempt are cancelled', async () => {
    const db = new pg.Client({ connectionString: product.place.DATABASE_URL });
    await db.connect();
    await db.query(
      `INSERT INTO job_run (id, company_id, job, for_date, state, attempts, queued_at, finished_at, error)
       VALUES (gen_random_uuid(), 1, 'prune', '2026-01-16', 'PARKED', 4, now(), now(), 'It failed.'),
              (gen_random_uuid(), 1, 'prune', '2026-01-17', 'FAILED', 3, now(), now(), 'It failed.')`,
    );
    await db.end();
    const page = await openSignedIn(product.browser, product.server, '/jobs');
    const job = page.getByRole('region', { name: 'Forget old history' });
    const waiting = job.getByRole('listitem').filter({ hasText: '17 Jan' });
    await waiting.getByText('tried again').waitFor();
    await waiting.getByRole('button', { name: 'Cancel' }).click();
    await waiting.getByText('Cancelled').waitFor();

    const parked = job.getByRole('listitem').filter({ hasText: '16 Jan' });
    await parked.getByText('Parked').waitFor();
    await parked.getByRole('button', { name: 'Run again' }).click();
    await parked.getByText('Done').waitFor({ timeout: RUN_MS });
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
