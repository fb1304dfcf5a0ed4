import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { useProduct } from '../support/product.ts';
import { logFailures, openPage, rowOf } from '../support/queue-browser.ts';

const PHONE = { viewport: { width: 375, height: 800 }, hasTouch: true, isMobile: true };

vi.setConfig({ testTimeout: 240_000, hookTimeout: 150_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the queue under a finger ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();

  async function openOnPhone(errorText: string, count = 1): Promise<Page> {
    const { server, browser } = product;
    await logFailures(server, errorText, count);
    const page = await openPage(browser, `${server.url}/queue`, server.admin, PHONE);
    await rowOf(page, errorText).first().waitFor();
    return page;
  }

  it('offers to resolve a case that is pushed to the right, and resolves it', async () => {
    const page = await openOnPhone('Pushed to the right');
    await swipe(page, 'Pushed to the right', 160);
    await page.getByRole('region', { name: 'Resolve' }).waitFor();
    await page.getByRole('button', { name: 'Supplier’s fault' }).tap();
    await rowOf(page, 'Pushed to the right').waitFor({ state: 'detached' });
  });

  it('offers to snooze one that is pushed to the left', async () => {
    const page = await openOnPhone('Pushed to the left');
    await swipe(page, 'Pushed to the left', -160);
    await page.getByRole('region', { name: 'Snooze' }).waitFor();
  });

  it('does nothing for a push that is too short, and lets the row go back', async () => {
    const page = await openOnPhone('Hardly pushed');
    await swipe(page, 'Hardly pushed', 60);
    expect(await page.getByRole('region', { name: 'Resolve' }).count()).toBe(0);
    expect(await rowOf(page, 'Hardly pushed').evaluate(TRANSLATED)).toBe('');
  });

  it('scrolls for a finger that goes up and a little aside', async () => {
    const page = await openOnPhone('One of many', 30);
    await swipe(page, 'One of many', 40, -300);
    expect(
      await page.evaluate<number>(`document.querySelector('.pane').scrollTop`),
    ).toBeGreaterThan(200);
    expect(await page.locator('[data-swipe]').count()).toBe(0);
  });
});

const STEPS = 8;
const REST = 6; // frames at the end: a finger that is still moving as it lifts throws the page, and the next tap stops it
const NEXT_FRAME = `new Promise((resolve) => requestAnimationFrame(resolve))`;
const TRANSLATED = (element: { style: { translate: string } }) => element.style.translate;

/** Moves a finger so many pixels from the first row with the text. */
async function swipe(page: Page, errorText: string, x: number, y = 0): Promise<void> {
  const box = await rowOf(page, errorText).first().boundingBox();
  if (!box) throw new Error(`"${errorText}" is not drawn`);
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 4 };
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: typeof from) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  await touch('touchStart', from);
  for (let step = 1; step <= STEPS + REST; step += 1) {
    const way = Math.min(step / STEPS, 1);
    await touch('touchMove', { x: from.x + x * way, y: from.y + y * way });
    await page.evaluate(NEXT_FRAME);
  }
  await touch('touchEnd');
}
