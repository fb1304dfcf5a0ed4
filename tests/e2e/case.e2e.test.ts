import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inlineRow, xlsx, zip } from '../investigations/preview/make-files.ts';
import type { TestPerson } from '../support/accounts.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { useProduct } from '../support/product.ts';
import { makeColleague, openPage, rowOf, type Case } from '../support/queue-browser.ts';

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

describe.skipIf(whyNoBrowser)(`a case in a browser ${whyNoBrowser ?? ''}`, () => {
  const product = useProduct();
  let colleague: TestPerson;
  const errors: string[] = [];

  beforeAll(async () => {
    colleague = await makeColleague(product.server, 'Boris');
  });
  afterEach(() => expect(errors.splice(0)).toEqual([]));

  async function open(path: string, person = product.server.admin): Promise<Page> {
    return openPage(product.browser, `${product.server.url}${path}`, person, {
      prepare: (page) => {
        page.on('pageerror', (error) => errors.push(error.message));
        return Promise.resolve();
      },
    });
  }

  /** Puts a file where robots keep theirs, and logs that it failed. */
  async function failWith(
    errorText: string,
    file: { path: string; content: string | Buffer },
    extra: object = {},
  ): Promise<Case> {
    const place = join(product.place.DATA_DIR, 'files', file.path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, file.content);
    const input = { errorText, extra, filePath: file.path, supplierId: 17, errorId: 12 };
    const { outcome } = await product.server.query<{ outcome: { investigation: Case } }>(
      `mutation ($input: LogInvestigationEventInput!) {
         outcome: logInvestigationEvent(input: $input) {
           ... on LogInvestigationEventPayload { investigation { id version } }
         }
       }`,
      { input: { ...input, eventAt: new Date().toJSON(), stage: 'load_ftp' } },
    );
    return outcome.investigation;
  }

  const CSV = { path: 'ftp_backup/17/price.csv', content: 'Code;Price\n1;2\n2;on request\n3;4\n' };

  it('is opened from the queue, and left back to it', async () => {
    await failWith('Price is not a number', CSV);
    const page = await open('/queue');
    await rowOf(page, 'Price is not a number').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Price is not a number' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/investigations/*');
    await page.getByText('Look at the row that the case names').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/queue*');
  });

  it('keeps the note that is typed while somebody else takes the case, and says both', async () => {
    const { id } = await failWith('Prices are words', { ...CSV, path: 'ftp_backup/17/words.csv' });
    const [mine, theirs] = await Promise.all([
      open(`/investigations/${id}`),
      open(`/investigations/${id}`, colleague),
    ]);
    const note = mine.getByRole('textbox', { name: 'Note' });
    await note.fill('They send numbers tomorrow');
    await theirs.getByRole('button', { name: 'Take' }).click();
    await mine.getByText('Boris works on it').waitFor();
    expect(await note.inputValue()).toBe('They send numbers tomorrow');

    await mine.reload();
    expect(await note.inputValue()).toBe('They send numbers tomorrow');
    await note.press('Control+Enter');
    await mine.getByRole('listitem').getByText('They send numbers tomorrow').waitFor();
    await mine.getByRole('listitem').getByText('took it').waitFor();
    expect(await note.inputValue()).toBe('');
  });

  it('is resolved on its own page, and brought back by undo', async () => {
    const { id } = await failWith('Prices are empty', { ...CSV, path: 'ftp_backup/17/none.csv' });
    const page = await open(`/investigations/${id}`);
    await page.getByRole('button', { name: 'Resolve' }).waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('1');
    await page.getByRole('listitem').getByText('Resolved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Resolve' }).waitFor();
  });

  it('says who else looks at it', async () => {
    const { id } = await failWith('The file is cut', { ...CSV, path: 'ftp_backup/17/cut.csv' });
    await open(`/investigations/${id}`, colleague);
    const page = await open(`/investigations/${id}`);
    await page.getByRole('status').getByText('Boris').waitFor();
  });

  it('rules the row and the column of a CSV where the robot stopped', async () => {
    const file = { ...CSV, path: 'ftp_backup/17/ruled.csv' };
    const { id } = await failWith('A price is a word', file, { row: 3, column: 'Price' });
    const page = await open(`/investigations/${id}`);
    await page.getByText('The robot stopped at row 3, column “Price”.').waitFor();
    const table = page.getByRole('region', { name: 'What is in ruled.csv' });
    await table
      .getByRole('row', { name: /stopped here:\s*3/ })
      .getByText('on request')
      .waitFor();
    await page.getByText('separated by semicolons').waitFor();
  });

  it('shows the formulas of a workbook as they are, and its sheets one by one', async () => {
    const formula = '<row r="2"><c r="A2"><f>1+1</f><v>7</v></c></row>';
    const content = xlsx({
      sheets: { Prices: inlineRow(1, ['Price']) + formula, Stock: inlineRow(1, ['In stock']) },
    });
    const { id } = await failWith('A formula', { path: 'ftp_backup/17/book.xlsx', content });
    const page = await open(`/investigations/${id}`);
    const table = page.getByRole('region', { name: 'What is in book.xlsx' });
    await table.getByRole('cell').filter({ hasText: /7\s*$/ }).waitFor(); // as it was saved
    await table.getByText('Formula =1+1').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Stock' }).click();
    await table.getByText('In stock').waitFor();
  });

  it('lists what is in an archive', async () => {
    const content = zip([{ name: 'price.csv', content: 'a;b' }, { name: 'photo.jpg' }]);
    const { id } = await failWith('An archive', { path: 'ftp_backup/17/all.zip', content });
    const page = await open(`/investigations/${id}`);
    await page.getByRole('region', { name: 'What is in all.zip' }).getByText('photo.jpg').waitFor();
    await page.getByText('2 files').waitFor();
  });

  it('has no navigation on paper', async () => {
    const { id } = await failWith('To be printed', { ...CSV, path: 'ftp_backup/17/print.csv' });
    const page = await open(`/investigations/${id}`);
    await page.getByRole('heading', { name: 'To be printed' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const chrome of ['navigation', 'banner', 'button', 'textbox'] as const) {
      expect(await page.getByRole(chrome).count(), chrome).toBe(0);
    }
    await page.getByRole('heading', { name: 'To be printed' }).waitFor();
  });
});
