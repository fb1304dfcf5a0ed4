import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CloseCasesDocument, QueueListDocument } from '../../web/src/lib/graphql/generated.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { watchTasks } from '../support/long-tasks.ts';
import { useProduct } from '../support/product.ts';
import { idsOfQueue, logFailures, openPage } from '../support/queue-browser.ts';

const CASES = Number(process.env['E2E_CASES'] ?? 2_000); // 10,000 take a minute more
const AT_ONCE = 1_000;
const CLOSE_CASES = idOf(CloseCasesDocument);
const QUEUE_LIST = idOf(QueueListDocument);
const LOADED_FIRST = 100;
const HELD = 120; // times that a key repeats while it is held

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`a long queue ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();
  let page: Page;

  beforeAll(async () => {
    for (let from = 0; from < CASES; from += AT_ONCE) {
      await logFailures(product.server, 'File cannot be read', AT_ONCE, { errorId: from + 1 });
    }
  });

  async function open(path = '/queue'): Promise<void> {
    const { server, browser } = product;
    page = await openPage(browser, server.url + path, server.admin);
    await page.getByRole('list', { name: `${CASES.toLocaleString('en')} cases` }).waitFor();
  }

  it('is scrolled by the wheel, and its rows come as they are needed', async () => {
    await open();
    await page.getByRole('listitem').first().hover();
    const checkTasks = await watchTasks(page);
    for (let turn = 0; turn < CASES / 20; turn += 1) await page.mouse.wheel(0, 800);
    await vi.waitFor(async () => expect(await lastDrawn(page)).toBe(CASES), 60_000);
    expect(await page.locator('.pane .coming').count()).toBe(0);
    await checkTasks();
  });

  it('is gone through by End, Home and Page Down, also before a case has the focus', async () => {
    await open();
    await page.keyboard.press('End');
    await vi.waitFor(async () => expect(await lastDrawn(page)).toBe(CASES), 60_000);
    await page.keyboard.press('Home');
    await vi.waitFor(async () => expect(await lastDrawn(page)).toBeLessThan(100), 20_000);
    const before = await lastDrawn(page);
    await page.keyboard.press('PageDown');
    await vi.waitFor(async () => expect(await lastDrawn(page)).toBeGreaterThan(before), 20_000);
  });

  it('goes to its end at once after j, however slow the browser is', async () => {
    await open();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await page.keyboard.press('j');
    await page.keyboard.press('End');
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await vi.waitFor(async () => expect(await lastDrawn(page)).toBe(CASES), 60_000);
  });

  it('is gone through by a held j that outruns what is loaded, and what is read stays in sight', async () => {
    await open();
    const answer = await holdBack(page, QUEUE_LIST);
    await page.keyboard.press('j');
    for (let i = 0; i < HELD; i += 1) await page.keyboard.down('j');
    await page.keyboard.up('j');
    await row(page, LOADED_FIRST).and(page.locator('.selected')).waitFor();
    answer();
    await row(page, HELD + 1)
      .and(page.locator('.selected'))
      .waitFor();
  });

  it('gives its keys to a case that is far beyond its beginning', async () => {
    const ids = await idsOfQueue(product.server);
    const far = ids[450]!; // there are as many
    await open(`/queue?case=${far}`);
    await row(page, 451).and(page.locator('.selected')).waitFor();
    await page.keyboard.press('j');
    await row(page, 452).and(page.locator('.selected')).waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('x');
    await page.getByText('1 marked').waitFor();
  });

  it('shows what the hand does before the server has answered', async () => {
    await open();
    const answer = await holdBack(page, CLOSE_CASES);
    const [first] = await idsOfQueue(product.server);
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.getByRole('region', { name: 'Resolve' }).waitFor();
    await page.keyboard.press('1');
    await page.locator(`[data-case="${first}"]`).waitFor({ state: 'detached' });
    expect(await idsOfQueue(product.server)).toContain(first); // it does not know yet
    answer();
    await vi.waitFor(async () => {
      expect(await idsOfQueue(product.server)).not.toContain(first);
    }, 20_000);
  });
});

/** What the page sends of a document. */
function idOf({ __meta__ }: { __meta__?: unknown }): string {
  return (__meta__ as { id: string }).id;
}

/** Keeps an operation from the server until what it returns is called. */
async function holdBack(page: Page, operation: string): Promise<() => void> {
  const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route, request) => {
    if (request.postData()?.includes(operation)) await allowed;
    await route.continue();
  });
  return allow;
}

/** The row of a place in the list, counted from one. */
function row(page: Page, place: number) {
  return page.locator(`.pane li[aria-posinset="${place}"]`);
}

/** The place of the last row that is drawn with its case. */
function lastDrawn(page: Page): Promise<number> {
  return page.evaluate<number>(
    `Math.max(...[...document.querySelectorAll('.pane [data-case]')].map((row) => Number(row.ariaPosInSet)))`,
  );
}
