import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, businessDay } from '../../server/core/business-time.ts';
import { launchBrowser, whyNoBrowser } from '../support/browser.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';

const PATIENCE_MS = 20_000;
const RESTART_MS = 60_000; // a start of the server, and the page's longest wait between two attempts

vi.setConfig({ testTimeout: 120_000, hookTimeout: 150_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`the queue in a browser ${whyNoBrowser ?? ''}`, () => {
  let data: Awaited<ReturnType<typeof createDataFolder>>;
  let server: ServerProcess;
  let browser: Browser;
  const errors: string[] = [];

  beforeAll(async () => {
    data = await createDataFolder();
    [server, browser] = await Promise.all([
      startServer({ DATA_DIR: data.folder }),
      launchBrowser(),
    ]);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await data.remove();
  });

  /** A page in a profile of its own, live. */
  async function open(path: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => errors.push(error.message));
    await prepare?.(page);
    await page.goto(`${server.url}${path}`);
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    return page;
  }

  /** Logs a failure of now as a robot would. */
  async function logFailure(
    errorText: string,
    { supplierId = 1, eventAt = new Date().toJSON() } = {},
  ) {
    const { outcome } = await server.query<{ outcome: { investigation: Case } }>(
      `mutation ($input: LogInvestigationEventInput!) {
         outcome: logInvestigationEvent(input: $input) {
           ... on LogInvestigationEventPayload { investigation { id version } }
         }
       }`,
      { input: { errorText, supplierId, eventAt, errorId: 6, stage: 'load_mail' } },
    );
    return outcome.investigation;
  }

  /** Closes a case as a colleague in another program would. */
  async function resolveElsewhere({ id, version }: Case) {
    await server.query(
      `mutation ($input: ResolveInvestigationInput!) {
         resolveInvestigation(input: $input) { __typename }
       }`,
      { input: { id, version, resolution: 'RESOLVED', note: 'A colleague did it' } },
    );
  }

  it('shows a failure that a robot logs, lets it be resolved from the keyboard and keeps the note', async () => {
    const page = await open('/queue');
    let loads = 0;
    page.on('load', () => (loads += 1));
    await logFailure('The archive is damaged', { supplierId: 14527 });
    const row = rowOf(page, 'The archive is damaged');
    await row.waitFor();

    await page.keyboard.press('j'); // the newest is the first
    await page.getByRole('heading', { name: 'The archive is damaged' }).waitFor();
    await page.getByRole('button', { name: 'Resolve' }).waitFor();
    await page.keyboard.press('e');
    await page.keyboard.type('They sent a fresh copy');
    await page.keyboard.press('Control+Enter');
    await row.waitFor({ state: 'detached' });
    expect(loads).toBe(0);

    await page.goto(`${server.url}/suppliers/14527`);
    await page.getByRole('heading', { name: 'Supplier 14527' }).waitFor();
    await rowOf(page, 'The archive is damaged').getByText('resolved by').waitFor();
    await rowOf(page, 'The archive is damaged').getByRole('link').click();
    await page.getByText('They sent a fresh copy').first().waitFor();
  });

  it('shows the failures of yesterday on the dashboard, as many as the API counts', async () => {
    const yesterday = addDays(businessDay(new Date(), 'Europe/Moscow'), -1);
    const at = (time: string) => ({ eventAt: `${yesterday}T${time}+03:00` });
    await logFailure('Price column not found', { supplierId: 21, ...at('00:00:00') });
    await logFailure('Price column not found', { supplierId: 22, ...at('23:59:59') });
    await resolveElsewhere(await logFailure('Empty file', { supplierId: 22, ...at('12:00:00') }));
    const { dashboard } = await server.query<{ dashboard: unknown }>(
      '{ dashboard { date failures stillOpen suppliers } }',
    );
    expect(dashboard).toEqual({ date: yesterday, failures: 3, stillOpen: 2, suppliers: 2 });

    const page = await open('/');
    const day = page.getByRole('region', { name: 'Yesterday' });
    for (const name of ['3 failures', '2 still open', '2 suppliers']) {
      await day.getByRole('link', { name, exact: true }).waitFor();
    }
  });

  it('greys for everybody else what one of them resolves', async () => {
    await logFailure('Unknown format');
    const [mine, theirs] = await Promise.all([open('/queue'), open('/queue')]);
    await rowOf(theirs, 'Unknown format').waitFor();
    await rowOf(mine, 'Unknown format').getByRole('link').click();
    await mine.getByRole('button', { name: 'Resolve' }).click();
    await mine.getByRole('form').getByRole('button', { name: 'Resolve' }).click();
    await rowOf(mine, 'Unknown format').waitFor({ state: 'detached' });
    await rowOf(theirs, 'Unknown format').getByText('resolved by').waitFor();
  });

  it('keeps the note that is being typed when somebody else closes the case', async () => {
    const logged = await logFailure('The password has changed');
    const page = await open(`/investigations/${logged.id}`);
    await page.getByRole('button', { name: 'Could not' }).click();
    const note = page.getByRole('textbox', { name: 'Note' });
    await note.fill('Nobody answers the phone');
    await resolveElsewhere(logged);
    await page.getByRole('alert').getByText('closed already').waitFor();
    expect(await note.inputValue()).toBe('Nobody answers the phone');

    await page.getByRole('button', { name: 'Keep the text as a note' }).click();
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByRole('listitem').getByText('Nobody answers the phone').waitFor();
  });

  it('refuses what was decided on an older state, shows the present one and keeps the note', async () => {
    const logged = await logFailure('The mailbox is full');
    let isDeaf = false;
    const page = await open(`/investigations/${logged.id}`, (unopened) =>
      unopened.routeWebSocket('**/graphql', (toPage) => {
        const toServer = toPage.connectToServer();
        toPage.onMessage((message) => toServer.send(message));
        toServer.onMessage((message) => {
          if (!isDeaf) toPage.send(message);
        });
      }),
    );
    const note = page.getByRole('textbox', { name: 'Note' });
    await page.getByRole('button', { name: 'Could not' }).click();
    await note.fill('They do not answer');
    isDeaf = true; // what happens from here on reaches the page late
    await resolveElsewhere(logged);
    await page.getByRole('button', { name: 'Close as unresolved' }).click();

    const alert = page.getByRole('alert');
    await alert.getByText('was changed meanwhile').waitFor();
    await alert.getByText('A colleague did it').waitFor();
    expect(await note.inputValue()).toBe('They do not answer');
    const { investigation } = await server.query<{ investigation: unknown }>(
      'query ($id: ID!) { investigation(id: $id) { status note } }',
      { id: logged.id },
    );
    expect(investigation).toEqual({ status: 'RESOLVED', note: 'A colleague did it' });
  });

  it('says that it is not live while the server is down, and catches up by itself', async () => {
    const page = await open('/queue');
    let loads = 0;
    page.on('load', () => (loads += 1));
    const { port } = new URL(server.url);
    await server.stop('SIGKILL');
    await page.getByRole('banner').getByText('not live since').waitFor();

    server = await startServer({ DATA_DIR: data.folder }); // where the page does not look for it
    await logFailure('Logged meanwhile');
    await server.stop();
    server = await startServer({ DATA_DIR: data.folder, PORT: port });
    await rowOf(page, 'Logged meanwhile').waitFor({ timeout: RESTART_MS });
    await page.getByRole('banner').getByText('live', { exact: true }).waitFor();
    await logFailure('Logged afterwards');
    await rowOf(page, 'Logged afterwards').waitFor();
    expect(loads).toBe(0);
  });
});

interface Case {
  id: string;
  version: number;
}

function rowOf(page: Page, errorText: string) {
  return page.getByRole('listitem').filter({ hasText: errorText });
}
