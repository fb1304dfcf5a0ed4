import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ShellDocument } from '../../web/src/lib/graphql/generated.ts';
import { openAs } from '../support/browser-session.ts';
import { launchBrowser, PATIENCE_MS, whyNoBrowser } from '../support/browser.ts';
import { makeInvitation } from '../support/join.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

/** What a page asks first. */
const SHELL = (ShellDocument.__meta__ as { id: string }).id;
const QUEUE_JS_BYTES = 200_000;
const MOST_STOPS = 2_000; // of Tab on one page
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

interface Look {
  language: 'en' | 'ru';
  width: 375 | 1280;
}
const LOOKS: Look[] = [
  { language: 'en', width: 1280 },
  { language: 'en', width: 375 },
  { language: 'ru', width: 375 },
  { language: 'ru', width: 1280 },
];
/** Each language and each width once. */
const FEWER_LOOKS = [LOOKS[0]!, LOOKS[2]!];
const IS_THOROUGH = process.env['AXE_LOOKS'] === 'all';
/** Where axe looks: each language and each width, together all four only with AXE_LOOKS=all. */
const AUDITED = IS_THOROUGH ? LOOKS : FEWER_LOOKS;
const TABS = 2; // at once, one for each core of a small machine

describe.skipIf(whyNoBrowser)(`every page can be used by everybody ${whyNoBrowser ?? ''}`, () => {
  const folders: Awaited<ReturnType<typeof createDataFolder>>[] = [];
  let full: ServerProcess;
  let empty: ServerProcess;
  let browser: Browser;
  let pages: string[];
  let casePath: string;

  beforeAll(async () => {
    [full, empty, browser] = await Promise.all([start([]), start(['--empty']), launchBrowser()]);
    pages = await pagesOf(full);
    casePath = pages.find((path) => path.includes('case='))!; // one of them
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([full?.stop(), empty?.stop()]);
    for (const folder of folders) await folder.remove();
  });

  async function start(args: string[]): Promise<ServerProcess> {
    const folder = await createDataFolder();
    folders.push(folder);
    return startServer({ DATA_DIR: folder.folder }, args);
  }

  /** As a first visitor of the sample, who is the demo without being asked. */
  function open({ language, width }: Look): Promise<BrowserContext> {
    return browser.newContext({ ...AT_REST, locale: language, viewport: { width, height: 800 } });
  }

  /** What axe finds on each page, and whether it runs out of the window; each page is loaded once. */
  async function findFaults(
    server: ServerProcess,
    paths: string[],
    looksAt: (i: number) => Look[],
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ): Promise<string[]> {
    const context = await openAs(browser, server.url, server.admin, { ...AT_REST, locale: 'en' });
    await context.addInitScript(axe.source);
    await prepare?.(context);
    const waiting = [...paths.entries()];
    const faults: string[] = [];
    const work = async () => {
      const page = await context.newPage();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [i, path] = next;
        faults.push(...(await faultsOf(page, server.url + path, looksAt(i))));
      }
    };
    await Promise.all(Array.from({ length: TABS }, work));
    await context.close();
    return faults;
  }

  it('with data', async () => {
    expect(await findFaults(full, pages, () => LOOKS)).toEqual([]);
  });

  it('before there is any data', async () => {
    expect(await findFaults(empty, pages, inTurn)).toEqual([]);
  });

  it('when the server answers who one is and nothing else', async () => {
    const faults = await findFaults(full, pages, inTurn, (context) =>
      context.route('**/graphql', (route, request) =>
        request.postData()?.includes(SHELL) ? route.continue() : route.abort(),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('when the server cannot be reached', async () => {
    const faults = await findFaults(
      full,
      ['/', '/sign-in'],
      () => FEWER_LOOKS,
      async (context) => {
        await context.route('**/graphql', (route) => route.abort());
        await context.route('**/api/**', (route) => route.abort());
      },
    );
    expect(faults).toEqual([]);
  });

  it('from the keyboard: Tab reaches every control of the queue, and shows where it is', async () => {
    const context = await open({ language: 'en', width: 1280 });
    const page = await context.newPage();
    await settle(page, full.url + casePath);
    await page.evaluate(WATCH_FOCUS);
    const unmarked: string[] = [];
    for (let i = 0; i < MOST_STOPS; i += 1) {
      await page.keyboard.press('Tab');
      const { stop, isMarked } = await page.evaluate<Focused>(FOCUSED);
      if (stop === 'BODY') break; // past the last one
      if (!isMarked) unmarked.push(stop);
    }
    expect(unmarked).toEqual([]);
    expect(await page.evaluate<string[]>(UNREACHED)).toEqual([]);
    await context.close();
  });

  it('in the other language without a reload, and from then on', async () => {
    const context = await open({ language: 'en', width: 1280 });
    const page = await context.newPage();
    await settle(page, `${full.url}/suppliers`);
    await page.getByRole('searchbox').fill('ooo');
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.getByRole('button', { name: 'Русский' }).click();
    await page.getByRole('heading', { name: 'Поставщики' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('ooo');
    expect(loads).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: 'Поставщики' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    await context.close();
  });

  it(`at once: the queue loads less than ${QUEUE_JS_BYTES / 1_000} kB of JavaScript`, async () => {
    const context = await open({ language: 'en', width: 1280 });
    const page = await context.newPage();
    await settle(page, `${full.url}/queue`);
    const bytes = await page.evaluate<number>(SCRIPT_BYTES);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(QUEUE_JS_BYTES);
    await context.close();
  });
});

/** What is said where there is nothing to show is alike on all pages, so they share the looks. */
const inTurn = (i: number) => (IS_THOROUGH ? FEWER_LOOKS : [FEWER_LOOKS[i % FEWER_LOOKS.length]!]);

const AT_REST = {
  colorScheme: 'light',
  reducedMotion: 'reduce', // a colour on its way to another has no contrast to speak of
} as const;

/** What is wrong with a page: it is looked at in each language and width in place. */
async function faultsOf(page: Page, address: string, looks: Look[]): Promise<string[]> {
  const faults: string[] = [];
  await page.setViewportSize({ width: looks[0]!.width, height: 800 });
  await settle(page, address);
  for (const look of looks) {
    const { language, width } = look;
    await page.setViewportSize({ width, height: 800 });
    await speak(page, language);
    const found = await sidewaysScroll(page);
    if (AUDITED.includes(look)) found.push(...(await audit(page)));
    if (IS_THOROUGH || look === looks[0]) found.push(...(await auditByNight(page)));
    faults.push(...found.map((fault) => `${language} ${width} ${address}: ${fault}`));
  }
  await speak(page, looks[0]!.language); // for the next page: it is remembered
  return faults;
}

function audit(page: Page): Promise<string[]> {
  return violations(page, { type: 'tag', values: WCAG });
}

/** Only the colours are others, and they are so in each language and width. */
async function auditByNight(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const found = await violations(page, { type: 'rule', values: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Goes on in the language, as its reader would. */
async function speak(page: Page, language: Look['language']): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await page.locator(`button[lang=${language}]`).first().dispatchEvent('click'); // also where it is not drawn
  await isSettled(page);
}

/** The address of one of each kind of page. */
async function pagesOf(server: ServerProcess): Promise<string[]> {
  const { queue } = await server.query<{ queue: { edges: { node: Case }[] } }>(
    '{ queue(first: 1) { edges { node { id supplierId } } } }',
  );
  const { id, supplierId } = queue.edges[0]!.node; // of the sample
  return [
    '/',
    '/queue',
    `/queue?case=${id}`,
    '/queue?group=ERROR',
    '/investigations',
    `/investigations/${id}`,
    '/suppliers',
    `/suppliers/${supplierId}`,
    '/anomalies',
    '/jobs',
    '/wall',
    '/settings/people',
    '/settings/keys',
    '/settings/company',
    '/settings/errors',
    '/settings/views',
    '/settings/account',
    '/sign-in',
    await makeInvitation(server, 'olga@example.com', 'OPERATOR'),
    '/reset-password',
    '/there-is-no-such-page',
  ];
}

interface Case {
  id: string;
  supplierId: number;
}

/** Opens the page and waits until it shows what it has to show. */
async function settle(page: Page, address: string): Promise<void> {
  await page.goto('about:blank'); // an address that differs after its # alone is not loaded anew
  await page.goto(address);
  await isSettled(page);
}

async function isSettled(page: Page): Promise<void> {
  const main = page.getByRole('main');
  await main.locator('h1, h2, .failure, .empty').first().waitFor({ timeout: PATIENCE_MS });
  await main.locator('.skeleton').first().waitFor({ state: 'detached', timeout: PATIENCE_MS });
}

async function violations(page: Page, runOnly: { type: string; values: string[] }) {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const results = await page.evaluate<AxeResults>(`axe.run(${options})`);
  return results.violations.map(
    ({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

async function sidewaysScroll(page: Page): Promise<string[]> {
  const tooWide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return tooWide > 0 ? [`runs ${tooWide} px out of the window`] : [];
}

interface Focused {
  stop: string;
  isMarked: boolean;
}

/** In the page: remembers its controls, and which of them the focus comes to. */
const WATCH_FOCUS = `(() => {
  const controls = [...document.querySelectorAll('a[href], button:enabled, input, select, summary')];
  window.unreached = new Set(
    controls.filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })),
  );
  addEventListener('focusin', ({ target }) => window.unreached.delete(target));
})()`;

/** In the page: the controls that were there from the start, and that the focus never came to. */
const UNREACHED = `[...window.unreached]
  .filter((one) => one.isConnected)
  .map((one) => one.outerHTML.slice(0, 100))`;

/** In the page: which element has the focus, and whether it can be seen that it has. */
const FOCUSED = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { tagName, outerHTML } = document.activeElement;
  const isMarked = outlineStyle !== 'none' && outlineWidth !== '0px';
  return { stop: tagName === 'BODY' ? tagName : outerHTML.slice(0, 100), isMarked };
})()`;

/** In the page: what its scripts took on the way, compressed as they came and with their headers. */
const SCRIPT_BYTES = `performance
  .getEntriesByType('resource')
  .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
  .reduce((sum, { transferSize }) => sum + transferSize, 0)`;
