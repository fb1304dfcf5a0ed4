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
    await swipe(page, 'Pushed to the right', { x: 160 });
    await page.getByRole('region', { name: 'Resolve' }).waitFor();
    await page.getByRole('button', { name: 'Supplier’s fault' }).tap();
    await rowOf(page, 'Pushed to the right').waitFor({ state: 'detached' });
  });

  it('offers to snooze one that is pushed to the left', async () => {
    const page = await openOnPhone('Pushed to the left');
    await swipe(page, 'Pushed to the left', { x: -160 });
    await page.getByRole('region', { name: 'Snooze' }).waitFor();
  });

  it('does nothing for a push that is too short, and lets the row go back', async () => {
    const page = await openOnPhone('Hardly pushed');
    await swipe(page, 'Hardly pushed', { x: 60 });
    expect(await page.getByRole('region', { name: 'Resolve' }).count()).toBe(0);
    expect(await rowOf(page, 'Hardly pushed').evaluate(TRANSLATED)).toBe('');
  });

  it('scrolls when the finger goes up, whatever it does sideways', async () => {
    const page = await openOnPhone('One of many', 60);
    await swipe(page, 'One of many', { x: 40, y: -300 });
    await vi.waitFor(async () => {
      expect(await page.evaluate<number>(SCROLLED)).toBeGreaterThan(100);
    }, 20_000);
    expect(await page.getByRole('region', { name: 'Resolve' }).count()).toBe(0);
  });
});

const STEPS = 8;
const SCROLLED = `document.querySelector('.pane').scrollTop`;
const TRANSLATED = (element: { style: { translate: string } }) => element.style.translate;

/** Moves a finger that begins on a row with the text, the ninth if there are as many. */
async function swipe(page: Page, errorText: string, { x = 0, y = 0 }): Promise<void> {
  const rows = rowOf(page, errorText);
  const box = await rows.nth(Math.min(8, (await rows.count()) - 1)).boundingBox();
  if (!box) throw new Error(`"${errorText}" is not drawn`);
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 4 };
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: typeof from) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  await touch('touchStart', from);
  for (let step = 1; step <= STEPS; step += 1) {
    await touch('touchMove', {
      x: from.x + (x * step) / STEPS,
      y: from.y + (y * step) / STEPS,
    });
  }
  await touch('touchEnd');
}
