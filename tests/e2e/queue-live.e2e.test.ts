import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { watchTasks } from '../support/long-tasks.ts';
import { useProduct } from '../support/product.ts';
import {
  idsOfQueue,
  logFailures,
  openPage,
  resolveElsewhere,
  rowOf,
} from '../support/queue-browser.ts';
import { type ServerProcess } from '../support/server-process.ts';
import { layWire, type Wire } from '../support/wire.ts';

/** Longer than a line may be silent before it is taken for dead; 60 show a whole minute. */
const OFFLINE_MS = Number(process.env['E2E_OFFLINE_S'] ?? 20) * 1_000;
const CATCH_UP_MS = 120_000; // the page's longest wait between two attempts, and reading
const FLOOD_PER_SECOND = 50;
const FLOOD_SECONDS = 10;

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the queue stays true ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();
  let wire: Wire;

  beforeAll(async () => {
    wire = await layWire(product.server.url);
  });
  afterAll(() => wire?.close());

  it('says that it is stale without a network, and then catches up with two hundred changes', async () => {
    const logged = await logFailures(product.server, 'File cannot be read', 150);
    const page = await openPage(product.browser, `${wire.url}/queue`, product.server.admin);
    await page.getByRole('list', { name: '150 cases' }).waitFor();
    let loads = 0;
    page.on('load', () => (loads += 1));
    wire.cut();
    const cutAt = Date.now();
    for (const one of logged.slice(0, 100)) await resolveElsewhere(product.server, one);
    await logFailures(product.server, 'Logged meanwhile', 100, { errorId: 7 });
    await page.getByRole('banner').getByText('not live since').waitFor({ timeout: OFFLINE_MS });
    const leftMs = cutAt + OFFLINE_MS - Date.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(leftMs, 0)));
    wire.mend();

    await page
      .getByRole('banner')
      .getByText('live', { exact: true })
      .waitFor({ timeout: CATCH_UP_MS });
    await rowOf(page, 'Logged meanwhile').first().waitFor();
    const present = await idsOfQueue(product.server);
    expect(present).toHaveLength(150);
    await page.keyboard.press('.'); // what came and what went
    await vi.waitFor(async () => expect(await openIds(page)).toEqual(present), CATCH_UP_MS);
    expect(loads).toBe(0);
  });

  it(`never holds up the hand while ${FLOOD_PER_SECOND} events a second arrive`, async () => {
    const page = await openPage(
      product.browser,
      `${product.server.url}/queue`,
      product.server.admin,
    );
    await page.getByRole('listitem').first().waitFor();
    const checkTasks = await watchTasks(page);
    for (let second = 0; second < FLOOD_SECONDS; second += 1) {
      const startedAt = Date.now();
      await logFailures(product.server, `Second ${second}`, FLOOD_PER_SECOND, {
        errorId: 100 + second,
      });
      await page.keyboard.press(second % 2 === 0 ? 'j' : 'k');
      const restMs = startedAt + 1_000 - Date.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(restMs, 0)));
    }
    const expected = String((await idsOfQueueCount(product.server)).toLocaleString('en'));
    await page.getByRole('list', { name: `${expected} cases` }).waitFor();
    await checkTasks();
  });
});

async function idsOfQueueCount(server: ServerProcess): Promise<number> {
  const { queue } = await server.query<{ queue: { totalCount: number } }>(
    '{ queue { totalCount } }',
  );
  return queue.totalCount;
}

/** The open cases that the page lists, in its order, read by scrolling through all of them. */
function openIds(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(READ_LIST);
}

const READ_LIST = `(async () => {
  const pane = document.querySelector('.pane');
  const ids = new Set();
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
  for (pane.scrollTop = 0; ; pane.scrollTop += pane.clientHeight / 2) {
    await frame();
    const rows = [...document.querySelectorAll('.pane [data-case]')];
    rows.sort((a, b) => a.ariaPosInSet - b.ariaPosInSet).forEach((row) => ids.add(row.dataset.case));
    if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1) break;
  }
  pane.scrollTop = 0;
  return [...ids];
})()`;
