import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openAs } from '../support/browser-session.ts';
import { PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { invite, PASSWORD, post, type Joined } from '../support/join.ts';
import { useProduct } from '../support/product.ts';

const CUT_OFF_MS = 60_000;
const TRIES = 10;

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`signing in ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();
  let olga: Joined;

  beforeAll(async () => {
    olga = await invite(product.server, 'olga@example.com', 'OPERATOR');
  });

  async function open(path: string, as?: Joined): Promise<Page> {
    const context = as
      ? await openAs(product.browser, product.server.url, as)
      : await product.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(product.server.url + path);
    return page;
  }

  it('leads to the page that was asked for', async () => {
    const page = await open('/suppliers?search=ooo');
    await signIn(page, olga.email, PASSWORD);
    await page.getByRole('heading', { name: 'Suppliers' }).waitFor();
    expect(page.url()).toBe(`${product.server.url}/suppliers?search=ooo`);
  });

  it('is refused with a wrong password, in words', async () => {
    const page = await open('/');
    await signIn(page, olga.email, 'no such password');
    const said = await page.getByRole('alert').textContent();
    expect(said).toContain('This e-mail and password do not belong together.');
  });

  it('says how long to wait after too many tries', async () => {
    const email = 'tried@example.com';
    for (let i = 0; i < TRIES; i += 1) {
      await post(product.server, '/api/auth/sign-in/email', { email, password: 'a guess' });
    }
    const page = await open('/');
    await signIn(page, email, PASSWORD);
    expect(await page.getByRole('alert').textContent()).toMatch(/Try again in \d+ min\./);
  });

  it('is not led to another site by a link', async () => {
    const page = await open('/sign-in?to=//example.com/');
    await signIn(page, olga.email, PASSWORD);
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(new URL(page.url()).origin).toBe(product.server.url);
  });

  it('ends with a sign-out, which leaves nothing to see', async () => {
    const guest = await invite(product.server, 'guest@example.com', 'OPERATOR');
    const page = await open('/suppliers', guest);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    await page.goto(`${product.server.url}/suppliers`);
    await page.getByLabel('Password').waitFor();
    expect(await page.getByRole('heading', { name: 'Suppliers' }).count()).toBe(0);
  });

  it('goes on where one was, with what was typed, when the session ended elsewhere', async () => {
    const away = await invite(product.server, 'away@example.com', 'OPERATOR');
    const page = await open('/suppliers', away);
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('ooo');
    await post(product.server, '/api/auth/sign-out', {}, { cookie: away.headers.cookie });
    await page.getByLabel('Password').waitFor({ timeout: CUT_OFF_MS });
    await signIn(page, away.email, PASSWORD);
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('ooo');
    expect(new URL(page.url()).pathname).toBe('/suppliers');
  });
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
