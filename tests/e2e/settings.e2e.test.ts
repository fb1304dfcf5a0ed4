import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { openAs } from '../support/browser-session.ts';
import { PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { invite, PASSWORD, post } from '../support/join.ts';
import { useProduct } from '../support/product.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the settings ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();

  async function open(address: string, as?: { headers: Record<string, string> }): Promise<Page> {
    const context = as
      ? await openAs(product.browser, product.server.url, as)
      : await product.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(new URL(address, product.server.url).href);
    return page;
  }

  it('invite somebody by a link, who comes with a name and a password and may work', async () => {
    const people = await open('/settings/people', product.server.admin);
    await people.getByLabel('E-mail').fill('pavel@example.com');
    await people.getByRole('button', { name: 'Invite' }).click();
    const link = await people.locator('output').textContent();

    const page = await open(link!);
    await page.getByLabel('Your name').fill('Pavel Petrov');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByText('Pavel Petrov').waitFor();

    await people.reload();
    await people.getByRole('row', { name: /Pavel Petrov/ }).waitFor();
  });

  it('do not take the last admin away', async () => {
    await invite(product.server, 'vera@example.com', 'ADMIN');
    const page = await open('/settings/people', product.server.admin);
    const other = page.getByRole('row', { name: /vera@example.com/ });
    await other.getByRole('button', { name: /Remove/ }).click();
    await other.getByRole('button', { name: /Sure/ }).click();
    await other.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /· you/ }).getByRole('combobox').selectOption('OPERATOR');
    const said = await page.getByRole('alert').textContent();
    expect(said).toContain('The company would have no admin left.');
  });

  it('show an operator nothing of the admins', async () => {
    const operator = await invite(product.server, 'oleg@example.com', 'OPERATOR');
    const page = await open('/settings/people', operator);
    await page
      .getByRole('row', { name: /Olga Orlova/ })
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /Invite|Remove|Reset/ }).count()).toBe(0);
    expect(await page.getByText('@').count()).toBe(0);
    await page.getByRole('link', { name: 'Keys' }).click();
    await page.waitForURL('**/settings/keys');
    await page.getByText('Admins change this; you are here as: Operator.').waitFor();
    // the people's, which the page before had, may take a moment to go
    await expect.poll(() => page.getByRole('table').count()).toBe(0);
  });

  it('make a key by which a robot logs until it is revoked', async () => {
    const page = await open('/settings/keys', product.server.admin);
    await page.getByLabel('Name').fill('load_mail');
    await page.getByRole('button', { name: 'Create key' }).click();
    const key = await page.locator('output').textContent();
    await page.getByRole('heading', { name: 'consolidate' }).waitFor();
    const example = await page.getByRole('region', { name: 'curl' }).textContent();
    const event = JSON.parse(/-d '(.*)'/.exec(example!)![1]!) as object; // its last line
    expect(await log(key!, event)).toBe(201);

    const row = page.getByRole('row', { name: /^load_mail/ });
    await row.getByRole('button', { name: /Revoke/ }).click();
    await row.getByRole('button', { name: /Sure/ }).click();
    await row.getByText('revoked').waitFor();
    expect(await log(key!, event)).toBe(401);
  });

  /** @returns the status by which the server answers a robot */
  async function log(key: string, event: object): Promise<number> {
    const headers = { authorization: `Bearer ${key}` };
    const { status } = await post(product.server, '/api/v1/pricelens/log_event/', event, headers);
    return status;
  }
});
