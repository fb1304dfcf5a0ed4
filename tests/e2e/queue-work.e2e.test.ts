import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestPerson } from '../support/accounts.ts';
import { PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { useProduct } from '../support/product.ts';
import {
  hashOfCases,
  idsOfQueue,
  logFailures,
  makeColleague,
  openPage,
  resolveElsewhere,
  rowOf,
} from '../support/queue-browser.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`working on the queue ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();
  let anna: TestPerson;

  beforeAll(async () => {
    anna = await makeColleague(product.server, 'Anna');
  });

  it('clears a hundred cases from the keyboard alone', async () => {
    await logFailures(product.server, 'File cannot be read', 100);
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue`,
      product.server.admin,
    );
    await page.getByRole('list', { name: '100 cases' }).waitFor();
    await page.keyboard.press('j');
    for (let i = 0; i < 100; i += 1) {
      await page.keyboard.press('e');
      await page.getByRole('region', { name: 'Resolve' }).waitFor();
      await page.keyboard.press(i % 2 === 0 ? '1' : 'Enter');
    }
    await page.getByText('Nothing to work on').or(page.locator('.empty')).first().waitFor();
    await vi.waitFor(async () => expect(await idsOfQueue(product.server)).toEqual([]), PATIENCE_MS);
    const { investigations } = await product.server.query<{
      investigations: { totalCount: number };
    }>(
      `{ investigations(filter: { status: { eq: RESOLVED }, reasonCode: { eq: SUPPLIER_FAULT } }) { totalCount } }`,
    );
    expect(investigations.totalCount).toBe(50);
  });

  it('resolves five hundred that match a filter, and an undo leaves all as it was', async () => {
    const errorId = 77;
    await logFailures(product.server, 'Price column not found', 500, { errorId });
    await logFailures(product.server, 'Another error', 3, { errorId: 78 });
    const before = await hashOfCases(product.server, errorId);
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue?error=${errorId}`,
      product.server.admin,
    );
    await page.getByRole('list', { name: '500 cases' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Mark all 500 that match' }).click();
    await page.keyboard.press('e');
    await page.keyboard.press('2');
    const status = page.getByRole('status').filter({ hasText: '500 cases: resolved' });
    await status.waitFor();
    await vi.waitFor(
      async () => expect(await idsOfQueue(product.server)).toHaveLength(3),
      PATIENCE_MS,
    );
    expect(await hashOfCases(product.server, errorId)).not.toBe(before);

    await page.keyboard.press('z');
    await page.getByRole('list', { name: '500 cases' }).waitFor();
    await vi.waitFor(
      async () => expect(await hashOfCases(product.server, errorId)).toBe(before),
      PATIENCE_MS,
    );
    // and the page may do it all again, once its rows are back
    const all = page.getByRole('button', { name: 'Mark all 500 that match' });
    await vi.waitFor(async () => {
      await page.keyboard.press('Control+a');
      expect(await all.isVisible()).toBe(true);
    }, PATIENCE_MS);
  });

  it('lets one of two claim a case, and tells the other who was quicker', async () => {
    await logFailures(product.server, 'Both want it', 1, { errorId: 79 });
    const address = `${product.server.url}/queue?error=79`;
    let isDeaf = false;
    const [mine, hers] = await Promise.all([
      openPage(product.browser, address, product.server.admin),
      openPage(product.browser, address, anna, {
        prepare: (page) =>
          page.routeWebSocket('**/graphql', (toPage) => {
            const toServer = toPage.connectToServer();
            toPage.onMessage((message) => toServer.send(message));
            toServer.onMessage((message) => {
              if (!isDeaf) toPage.send(message);
            });
          }),
      }),
    ]);
    for (const page of [mine, hers]) await rowOf(page, 'Both want it').waitFor();
    isDeaf = true; // what happens from here on reaches her page late
    await mine.keyboard.press('j');
    await mine.keyboard.press('c');
    await rowOf(mine, 'Both want it').getByText('me', { exact: true }).waitFor();
    await mine.getByText('1 case: taken').waitFor();
    await vi.waitFor(async () => {
      const { queue } = await product.server.query<{ queue: { totalCount: number } }>(
        '{ queue(preset: MINE, filter: { errorId: 79 }) { totalCount } }',
      );
      expect(queue.totalCount).toBe(1);
    }, PATIENCE_MS);

    await hers.keyboard.press('j');
    await hers.keyboard.press('c');
    const refusal = rowOf(hers, 'Both want it').getByRole('alert');
    await refusal.getByText('operator').waitFor();
    await rowOf(hers, 'Both want it').getByText('operator', { exact: true }).first().waitFor();
  });

  it('keeps what is typed when the case is closed elsewhere meanwhile', async () => {
    const [logged] = await logFailures(product.server, 'The password has changed', 1, {
      errorId: 80,
    });
    const page = await openPage(product.browser, `${product.server.url}/queue?error=80`, anna);
    await rowOf(page, 'The password has changed').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('u');
    await page.getByRole('region', { name: 'Could not resolve' }).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('Nobody answers the phone');
    await resolveElsewhere(product.server, logged!);
    const panel = page.getByRole('region', { name: 'Could not resolve' });
    await panel.getByRole('alert').getByText('operator').waitFor();
    expect(await panel.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(
      'Nobody answers the phone',
    );
    await page.keyboard.press('Control+Enter');
    const row = rowOf(page, 'The password has changed');
    await row.getByRole('alert').getByText('operator').waitFor();
    await row.getByRole('button', { name: 'Keep the text as a note' }).click();
    await vi.waitFor(async () => {
      const { investigation } = await product.server.query<{ investigation: unknown }>(
        'query ($id: ID!) { investigation(id: $id) { status note } }',
        { id: logged!.id },
      );
      expect(investigation).toEqual({ status: 'RESOLVED', note: 'Nobody answers the phone' });
    }, PATIENCE_MS);
  });
});
