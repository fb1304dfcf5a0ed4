import { describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { useProduct } from '../support/product.ts';
import { logFailures, openPage, resolveElsewhere, rowOf } from '../support/queue-browser.ts';
import { startServer } from '../support/server-process.ts';

const RESTART_MS = 60_000; // a start of the server, and the page's longest wait between two attempts

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the queue in a browser ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();

  it('shows a failure that a robot logs, lets it be resolved from the keyboard and keeps the note', async () => {
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue`,
      product.server.admin,
    );
    let loads = 0;
    page.on('load', () => (loads += 1));
    const [logged] = await logFailures(product.server, 'The archive is damaged');
    const row = rowOf(page, 'The archive is damaged');
    await row.waitFor();

    await page.keyboard.press('j'); // the newest is the first
    await page.getByRole('heading', { name: 'The archive is damaged' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('region', { name: 'Resolve' }).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('They sent a fresh copy');
    await page.keyboard.press('Control+Enter');
    await row.waitFor({ state: 'detached' });
    expect(loads).toBe(0);
    await vi.waitFor(async () => {
      const { investigation } = await product.server.query<{ investigation: unknown }>(
        'query ($id: ID!) { investigation(id: $id) { status note } }',
        { id: logged!.id },
      );
      expect(investigation).toEqual({ status: 'RESOLVED', note: 'They sent a fresh copy' });
    }, PATIENCE_MS);
  });

  it('greys for everybody else what somebody resolves', async () => {
    const [logged] = await logFailures(product.server, 'Unknown format');
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue`,
      product.server.admin,
    );
    await rowOf(page, 'Unknown format').waitFor();
    await resolveElsewhere(product.server, logged!);
    await rowOf(page, 'Unknown format').getByText('resolved by').waitFor();
    await page.keyboard.press('.');
    await rowOf(page, 'Unknown format').waitFor({ state: 'detached' });
  });

  it('says that it is not live while the server is down, and catches up by itself', async () => {
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue`,
      product.server.admin,
    );
    let loads = 0;
    page.on('load', () => (loads += 1));
    const { port } = new URL(product.server.url);
    await product.server.stop('SIGKILL');
    await page.getByRole('banner').getByText('not live since').waitFor();

    product.server = await startServer({ ...product.place }); // where the page does not look for it
    await logFailures(product.server, 'Logged meanwhile');
    await product.server.stop();
    product.server = await startServer({ ...product.place, PORT: port });
    await rowOf(page, 'Logged meanwhile').waitFor({ timeout: RESTART_MS });
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    await logFailures(product.server, 'Logged afterwards');
    await rowOf(page, 'Logged afterwards').waitFor();
    expect(loads).toBe(0);
  });
});
