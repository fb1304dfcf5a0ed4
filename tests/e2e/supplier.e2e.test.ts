import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, businessDay } from '../../server/core/business-time.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { loadDeliveries } from '../support/deliveries.ts';
import { openSignedIn } from '../support/page.ts';
import { useProduct, type Place } from '../support/product.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

const RUN_MS = 180_000; // until a worker's turn, and the run
const TODAY = businessDay(new Date(), 'Europe/Moscow');
const LATE = 9; // every day, and silent for ten
const FAILING_DAYS = 5;

interface Late {
  supplierId: number;
  failureCauses: { byError: { errorText: string; failures: number }[] };
}

describe.skipIf(whyNoBrowser)(`a supplier in a browser ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct(deliver);
  let late: Late;

  beforeAll(async () => {
    // The jobs of the morning are made up at the start.
    await vi.waitFor(async () => expect(await failuresOf()).toBe(FAILING_DAYS), {
      timeout: RUN_MS,
      interval: 1_000,
    });
    late = (await anomalies())[0]!;
  });

  const open = (path: string) => openSignedIn(product.browser, product.server, path);
  const openSupplier = () => open(`/suppliers/${late.supplierId}`);
  const fact = (page: Page, value: string) => page.getByRole('definition').getByText(value);

  async function anomalies(): Promise<Late[]> {
    const page = await product.server.query<{ anomalies: { edges: { node: Late }[] } }>(
      `{ anomalies(first: 500) {
           edges { node { supplierId failureCauses { byError { errorText failures } } } }
         } }`,
    );
    return page.anomalies.edges.map(({ node }) => node);
  }

  const failuresOf = async () => (await anomalies())[0]?.failureCauses.byError[0]?.failures;

  async function edit(page: Page, field: string, text: string) {
    await page.getByRole('textbox', { name: field }).fill(text);
  }

  it('has its failures counted, and leads to them', async () => {
    const [most] = late.failureCauses.byError;
    const page = await openSupplier();
    const errors = page.getByRole('table', { name: 'Errors' });
    const row = errors.getByRole('row', { name: most!.errorText });
    await row
      .getByRole('link', { name: String(most!.failures), exact: true })
      .first()
      .click();
    await page.waitForURL(/investigations/);
    await expect.poll(() => page.locator('[data-case]').count()).toBe(most!.failures);
  });

  it('leads from its days to their failures from the keyboard', async () => {
    const page = await openSupplier();
    await page.getByText(/days? with failures, as a list/).press('Enter');
    const day = page.getByRole('link', { name: /: \d+ failures?$/ }).last();
    const failures = Number(/(\d+) failure/.exec((await day.textContent()) ?? '')?.[1]);
    await day.press('Enter');
    await page.waitForURL(/day=/);
    await expect.poll(() => page.locator('[data-case]').count()).toBe(failures);
  });

  it('is edited in place; who edits it at the same time is told, and nothing typed is lost', async () => {
    const [mine, theirs] = await Promise.all([openSupplier(), openSupplier()]);
    for (const page of [mine, theirs]) await page.getByRole('button', { name: 'Edit' }).click();
    await edit(theirs, 'Owner', 'Vera');
    await edit(mine, 'Owner', 'Anna');
    await mine.getByRole('button', { name: 'Save' }).click();
    await fact(mine, 'Anna').waitFor();

    await theirs.getByRole('alert').getByText('Somebody changed this meanwhile').waitFor();
    await theirs.getByRole('alert').getByText('Anna').waitFor();
    expect(await theirs.getByRole('textbox', { name: 'Owner' }).inputValue()).toBe('Vera');
    await theirs.getByRole('button', { name: 'Save mine over it' }).click();
    await fact(theirs, 'Vera').waitFor();
    await fact(mine, 'Vera').waitFor(); // by itself
  });

  it('keeps what is typed when Escape closes the form, wherever the focus is', async () => {
    const page = await openSupplier();
    const owner = page.getByRole('textbox', { name: 'Owner' });
    await page.getByRole('button', { name: 'Edit' }).click();
    await owner.fill('Half a name');
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await owner.inputValue()).toBe('Half a name');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await owner.inputValue()).not.toBe('Half a name');
  });

  it('says which field was not taken', async () => {
    const page = await openSupplier();
    await page.getByRole('button', { name: 'Edit' }).click();
    await edit(page, 'Admin page', 'javascript:alert(1)');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('An address begins with http').waitFor();
    await page.getByRole('textbox', { name: 'Admin page' }).press('Escape');
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  });

  it('stands among the others in the order that is asked for', async () => {
    const page = await open('/suppliers');
    const first = page.getByRole('main').getByRole('listitem').first();
    const order = page.getByRole('combobox', { name: 'Order' });
    await first.getByText('8', { exact: true }).waitFor();
    await order.selectOption('Longest silent');
    await first.getByText(String(LATE), { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('8'); // the order stays
    await first.getByText('8', { exact: true }).waitFor();
    expect(page.url()).toContain('sort=silent');
  });

  it('is no anomaly while it is paused, unless the paused are asked for', async () => {
    const listed = await open('/anomalies');
    const row = listed.getByRole('listitem').filter({ hasText: `Supplier ${LATE}` });
    await row.waitFor();

    const page = await openSupplier();
    await page.getByRole('button', { name: 'Pause…' }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('paused until').waitFor();
    await row.waitFor({ state: 'detached' });
    expect((await anomalies()).map(({ supplierId }) => supplierId)).not.toContain(late.supplierId);
    await listed.getByRole('checkbox', { name: 'with the paused' }).check();
    await row.getByText('paused until').waitFor();

    await page.getByRole('button', { name: 'End the pause' }).click();
    await page.getByRole('button', { name: 'Pause…' }).waitFor();
    await listed.getByRole('checkbox', { name: 'with the paused' }).uncheck();
    await row.waitFor();
  });
});

/** A supplier that has gone silent, with failures since, and one that has not. */
function deliver(place: Place): Promise<void> {
  const successes = [LATE, 8].flatMap((supplierId) =>
    Array.from({ length: 30 }, (_, i) => {
      const age = i + (supplierId === LATE ? 10 : 1);
      return `${addDays(TODAY, -age)},${supplierId}`;
    }),
  );
  const failures = Array.from(
    { length: FAILING_DAYS },
    (_, i) => `${addDays(TODAY, -1 - i)} 09:00:00,${LATE},6`,
  );
  return loadDeliveries(place, { successes, failures });
}
