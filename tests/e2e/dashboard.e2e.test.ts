import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, businessDay } from '../../server/core/business-time.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { openSignedIn } from '../support/page.ts';
import { useProduct } from '../support/product.ts';

const YESTERDAY = addDays(businessDay(new Date(), 'Europe/Moscow'), -1);

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

/** Of yesterday. */
type Failure = readonly [errorId: number, stage: string, hour: number, supplierId: number];
const FAILURES: readonly Failure[] = [
  [6, 'load_mail', 9, 21],
  [6, 'load_mail', 9, 22],
  [6, 'load_ftp', 14, 22],
  [7, 'load_ftp', 23, 23],
];

describe.skipIf(whyNoBrowser)(`the dashboard in a browser ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();

  beforeAll(async () => {
    const logged = await logFailures();
    await product.server.query(
      `mutation ($input: ResolveInvestigationInput!) {
         resolveInvestigation(input: $input) { __typename }
       }`,
      { input: { ...logged[0]!, resolution: 'RESOLVED' } },
    );
    await product.server.query(
      `mutation ($input: SnoozeInput!, $id: ID!, $version: Int!) {
         snoozeInvestigation(id: $id, version: $version, until: $input) { __typename }
       }`,
      { ...logged[1]!, input: { preset: 'TOMORROW_MORNING' } },
    );
  });

  const open = (path: string) => openSignedIn(product.browser, product.server, path);
  const yesterday = (page: Page) => page.getByRole('region', { name: 'Yesterday' });

  async function logFailures(failures = FAILURES) {
    const inputs = failures.map(([errorId, stage, hour, supplierId]) => ({
      ...{ errorId, stage, supplierId, errorText: `Error of number ${errorId}` },
      eventAt: `${YESTERDAY}T${String(hour).padStart(2, '0')}:30:00+03:00`,
    }));
    const { outcome } = await product.server.query<{
      outcome: { results: { investigation: { id: string; version: number } }[] };
    }>(
      `mutation ($inputs: [LogInvestigationEventInput!]!) {
         outcome: logInvestigationEvents(inputs: $inputs) {
           ... on LogInvestigationEventsPayload {
             results { ... on LogInvestigationEventPayload { investigation { id version } } }
           }
         }
       }`,
      { inputs },
    );
    return outcome.results.map(({ investigation }) => investigation);
  }

  it('says of yesterday what the API says', async () => {
    const { dashboard } = await product.server.query<{ dashboard: unknown }>(
      '{ dashboard { date failures stillOpen suppliers } }',
    );
    expect(dashboard).toEqual({ date: YESTERDAY, failures: 4, stillOpen: 3, suppliers: 3 });
    const page = await open('/');
    for (const name of ['4 failures', '3 still open', '3 suppliers']) {
      await yesterday(page).getByRole('link', { name, exact: true }).waitFor();
    }
  });

  const cases = (page: Page) => page.locator('[data-case]');
  it.each([
    ['4 failures', 4],
    ['3 still open', 3], // with the one that sleeps
  ] as const)('leads from "%s" to a list of as many cases', async (name, count) => {
    const page = await open('/');
    await yesterday(page).getByRole('link', { name, exact: true }).click();
    await page.waitForURL(/day=/);
    await expect.poll(() => cases(page).count()).toBe(count);
  });

  it.each([
    ['Reasons', 'Error of number 6', ['3', '2']],
    ['Stages', 'load_ftp', ['2', '2']],
  ] as const)('leads from the numbers of %s to those cases', async (table, row, numbers) => {
    for (const [i, number] of numbers.entries()) {
      const page = await open('/');
      const cells = page.getByRole('table', { name: table }).getByRole('row', { name: row });
      await cells
        .getByRole('link', { name: number, exact: true })
        .nth(i ? -1 : 0)
        .click();
      await page.waitForURL(/day=/);
      await expect.poll(() => cases(page).count()).toBe(Number(number));
    }
  });

  it('leads from an hour to its failures, from the keyboard too', async () => {
    const page = await open('/');
    await page.getByText('The hours as a list').press('Enter');
    const hour = page.getByRole('link', { name: '09:00: 2 failures' });
    await hour.last().press('Enter');
    await page.waitForURL(/hour=9/);
    await expect.poll(() => cases(page).count()).toBe(2);
  });

  it('tells what happens while it is open', async () => {
    const page = await open('/');
    const latest = page.getByRole('region', { name: 'Latest' });
    await latest.getByText('Error of number 7').first().waitFor();
    await logFailures([[8, 'airflow', 1, 24]]);
    await latest.getByRole('link', { name: 'Error of number 8' }).waitFor();
    await yesterday(page).getByRole('link', { name: '5 failures', exact: true }).waitFor();
  });

  it('fills a wall by itself: larger, alone, and plain when it is stale', async () => {
    const page = await open('/wall');
    const figure = yesterday(page).getByText(/^\d+$/).first();
    await figure.waitFor();
    await page.getByText('live', { exact: true }).filter({ visible: true }).waitFor();
    expect(await page.getByRole('banner').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(0);
    const { height } = (await figure.boundingBox())!; // it is visible
    expect(height).toBeGreaterThan(32); // on the dashboard it is 28

    await page.context().setOffline(true);
    await page.routeWebSocket('**/graphql', (socket) => socket.close());
    await product.server.stop('SIGKILL');
    await page.getByText('Not live. All that is here was true on').waitFor();
  });
});
