import type { Browser, Page } from 'playwright-core';
import type { TestPerson } from './accounts.ts';
import { PATIENCE_MS } from './browser.ts';
import type { ServerProcess } from './server-process.ts';

/** A page of the server in a browser profile of its own, in which the person is signed in. */
export async function openSignedIn(
  browser: Browser,
  { url, admin }: Pick<ServerProcess, 'url' | 'admin'>,
  path: string,
  person: TestPerson = admin,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en' });
  const [name = '', value = ''] = person.headers['cookie']!.split('='); // written by createPerson
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}${path}`);
  return page;
}
