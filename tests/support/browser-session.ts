import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { TestPerson } from './accounts.ts';

/** A browser in which the person is signed in to the server. */
export async function openAs(
  browser: Browser,
  url: string,
  { headers }: Pick<TestPerson, 'headers'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [, name, value] = /^([^=]+)=(.*)$/.exec(headers['cookie']!)!; // one cookie, of the session
  await context.addCookies([{ name: name!, value: value!, url }]);
  return context;
}
