import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openAs } from '../support/browser-session.ts';
import { launchBrowser, whyNoBrowser } from '../support/browser.ts';
import { invite, PASSWORD, post, type Joined } from '../support/join.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

const PATIENCE_MS = 20_000;
const CUT_OFF_MS = 60_000;
const TRIES = 10;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 150_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`signing in ${whyNoBrowser ?? ''}`, () => {
  let data: Awaited<ReturnType<typeof createDataFolder>>;
  let server: ServerProcess;
  let browser: Browser;
  let olga: Joined;

  beforeAll(async () => {
    data = await createDataFolder();
    [server, browser] = await Promise.all([
      startServer({ DATA_DIR: data.folder }),
      launchBrowser(),
    ]);
    olga = await invite(server, 'olga@example.com', 'OPERATOR');
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data.remove();
  });

  async function open(path: string, as?: Joined): Promise<Page> {
    const context = as ? await openAs(browser, server.url, as) : await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(server.url + path);
    return page;
  }

  it('leads to the page that was asked for', async () => {
    const page = await open('/suppliers?search=ooo');
    await signIn(page, olga.email, PASSWORD);
    await page.getByRole('heading', { name: 'Suppliers' }).waitFor();
    expect(page.url()).toBe(`${server.url}/suppliers?search=ooo`);
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
      await post(server, '/api/auth/sign-in/email', { email, password: 'a guess' });
    }
    const page = await open('/');
    await signIn(page, email, PASSWORD);
    expect(await page.getByRole('alert').textContent()).toMatch(/Try again in \d+ min\./);
  });

  it('is not led to another site by a link', async () => {
    const page = await open('/sign-in?to=//example.com/');
    await signIn(page, olga.email, PASSWORD);
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(new URL(page.url()).origin).toBe(server.url);
  });

  it('ends with a sign-out, which leaves nothing to see', async () => {
    const guest = await invite(server, 'guest@example.com', 'OPERATOR');
    const page = await open('/suppliers', guest);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    await page.goto(`${server.url}/suppliers`);
    await page.getByLabel('Password').waitFor();
    expect(await page.getByRole('heading', { name: 'Suppliers' }).count()).toBe(0);
  });

  it('goes on where one was, with what was typed, when the session ended elsewhere', async () => {
    const away = await invite(server, 'away@example.com', 'OPERATOR');
    const page = await open('/suppliers', away);
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('ooo');
    await post(server, '/api/auth/sign-out', {}, { cookie: away.headers.cookie });
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
