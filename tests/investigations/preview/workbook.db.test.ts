import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { inlineRow, look, lookAtTable, xlsx, zip } from './make-files.ts';

const HEADER = inlineRow(1, ['Код', 'Цена']);
const cellsOf = (table: { rows: { cells: string[] }[] }) => table.rows.map(({ cells }) => cells);

describe('a workbook', () => {
  it('is shown with its texts, numbers, dates and truths', async () => {
    const content = xlsx({
      strings: ['Код', 'Це<![CDATA[на]]>'],
      styles:
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yy"/></numFmts>' +
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
      sheets: {
        Прайс:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
          '<row r="3"><c r="A3"><v>1.5</v></c><c r="B3" s="1"><v>45987</v></c>' +
          '<c r="C3" s="2"><v>45987.5</v></c><c r="D3" t="b"><v>1</v></c></row>',
      },
    });
    const { table, codes } = await lookAtTable('price.xlsx', content);
    expect(table.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [1, 'Код', '', 'Цена'],
      [3, '1.5', '2025-11-26', '2025-11-26 12:00:00', 'TRUE'],
    ]);
    expect(table).toMatchObject({ sheets: ['Прайс'], sheet: 'Прайс', columnCount: 4 });
    expect(codes).toEqual([]);
  });

  it('is shown by the sheet asked for, the failing one, or the first', async () => {
    const content = xlsx({ sheets: { Контакты: inlineRow(1, ['тел']), Прайс: HEADER } });
    const shown = async (of: object) => (await lookAtTable('price.xlsx', content, of)).table.sheet;
    expect(await shown({})).toBe('Контакты');
    expect(await shown({ extra: { sheet: 'Прайс' } })).toBe('Прайс');
    expect(await shown({ extra: { sheet: 'Прайс' }, sheet: 'Контакты' })).toBe('Контакты');
    const { codes } = await lookAtTable('price.xlsx', content, { sheet: 'Опт' });
    expect(codes).toEqual(['NO_SUCH_SHEET']);
  });

  it('is shown around its failing row', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => inlineRow(i + 2, [`A-${i + 2}`, '1']));
    const content = xlsx({ sheets: { Прайс: HEADER + rows.join('') } });
    const extra = { row: 4_000, column: 'B' };
    const { table } = await lookAtTable('price.xlsx', content, { extra });
    expect(table.ruler).toEqual({ row: 4_000, column: 1, isReached: true });
    expect(table.rows).toHaveLength(61);
    expect(table.rows[55]).toMatchObject({ number: 4_000, cells: ['A-4000', '1'] });
  });

  it('shows what was saved with a formula, and the formula as text', async () => {
    const formula = '<c r="B2" t="str"><f>A2*2&amp;"р"</f><v>4р</v></c>';
    const content = xlsx({
      sheets: { Прайс: `${HEADER}<row r="2"><c r="A2"><v>2</v></c>${formula}</row>` },
    });
    const { table, codes } = await lookAtTable('price.xlsx', content);
    expect(table.rows[1]).toEqual({
      number: 2,
      cells: ['2', '4р'],
      formulas: [{ column: 1, text: '=A2*2&"р"' }],
    });
    expect(codes).toEqual(['FORMULAS']);
  });

  it.each([
    ['another program', `cmd|'/c calc'!A0`],
    ['another file', '[1]Лист1!A1'],
    ['another server', 'WEBSERVICE("http://evil.example.com")'],
  ])('tells that a formula calls %s', async (_, formula) => {
    const row = `<row r="2"><c r="A2"><f>${formula.replaceAll('"', '&quot;')}</f><v>0</v></c></row>`;
    const { codes } = await lookAtTable('price.xlsx', xlsx({ sheets: { Прайс: HEADER + row } }));
    expect(codes).toEqual(['FORMULAS', 'EXTERNAL_LINKS']);
  });

  it.each([
    ['xl/vbaProject.bin', 'MACROS'],
    ['xl/macrosheets/sheet1.xml', 'MACROS'],
    ['xl/externalLinks/externalLink1.xml', 'EXTERNAL_LINKS'],
    ['xl/connections.xml', 'EXTERNAL_LINKS'],
  ])('tells of %s', async (name, code) => {
    const content = xlsx({ sheets: { Прайс: HEADER }, more: [{ name, content: 'x' }] });
    const { warnings } = await look('price.xlsx', content);
    expect(warnings).toEqual([{ code, detail: name }]);
  });

  it('is known under the name of another format', async () => {
    const { format, warnings } = await look('price.csv', xlsx({ sheets: { Прайс: HEADER } }));
    expect(format).toBe('XLSX');
    expect(warnings).toEqual([
      { code: 'WRONG_EXTENSION', detail: 'called .csv, is an Excel workbook' },
    ]);
  });
});

describe('a hostile workbook', () => {
  it('of a hundred thousand columns is shown with a hundred', async () => {
    const row = `<row r="1">${'<c><v>1</v></c>'.repeat(100_000)}</row>`;
    const { table } = await lookAtTable('price.xlsx', xlsx({ sheets: { Прайс: row } }));
    expect([table.rows[0]?.cells.length, table.columnCount]).toEqual([100, 100_000]);
  });

  it('of rows that all claim the same number is shown with fifty', async () => {
    const content = xlsx({ sheets: { Прайс: inlineRow(1, ['x']).repeat(100_000) } });
    const { table } = await lookAtTable('price.xlsx', content);
    expect([table.rows.length, table.hasMoreRows]).toEqual([50, true]);
  });

  it('of cells that claim to stand far to the right is shown with those near', async () => {
    const row = '<row r="1"><c r="XFD1"><v>1</v></c><c r="ZZZZZZ1"><v>2</v></c></row>';
    const { table } = await lookAtTable('price.xlsx', xlsx({ sheets: { Прайс: row } }));
    expect([table.rows[0]?.cells, table.columnCount]).toEqual([[], 16_385]);
  });

  it('that declares entities is refused before they grow', async () => {
    const laughs = `<!DOCTYPE lolz [<!ENTITY a "${'lol'.repeat(1_000)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`;
    const content = zip([
      { name: 'xl/workbook.xml', content: `${laughs}<workbook>&j;</workbook>` },
      { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships/>' },
    ]);
    expect(await look('price.xlsx', content)).toMatchObject({
      state: 'HOSTILE',
      content: { kind: 'BYTES' },
    });
  });

  it('that inflates to gigabytes is given up at its bound', async () => {
    const spaces = Buffer.alloc(80 * 1024 * 1024, ' ');
    const content = xlsx({
      sheets: { Прайс: HEADER },
      more: [{ name: 'xl/styles.xml', content: spaces }],
    });
    expect(content.length).toBeLessThan(200_000);
    expect(await look('price.xlsx', content)).toMatchObject({ state: 'HOSTILE' });
  });

  it.each([
    ['is cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['has bytes exchanged', (whole: Buffer) => Buffer.from(whole).fill(0xff, 40, 60)],
    ['has no end', () => Buffer.from('PK\x03\x04')],
    ['has no sheets', () => zip([{ name: 'xl/workbook.xml', content: '<workbook/>' }])],
    [
      'is no XML',
      () =>
        zip([
          { name: 'xl/workbook.xml', content: 'no' },
          { name: 'xl/_rels/workbook.xml.rels', content: 'no' },
        ]),
    ],
    [
      'is larger than it says',
      () =>
        zip([
          { name: 'xl/workbook.xml', content: '<workbook/>' },
          { name: 'xl/_rels/workbook.xml.rels', content: '<a/>'.repeat(99), sizeBytes: 4 },
        ]),
    ],
  ])('that %s is broken', async (_, broken) => {
    const { state, content } = await look('price.xlsx', broken(xlsx({ sheets: { П: HEADER } })));
    expect([state, content?.kind]).toEqual(['BROKEN', 'BYTES']);
  });

  it('that asks for a password is locked', async () => {
    const content = zip([{ name: 'xl/workbook.xml', content: 'x', flags: 1 }]);
    expect(await look('price.xlsx', content)).toMatchObject({ state: 'LOCKED' });
  });
});

describe('an old workbook', () => {
  const sheet = utils.aoa_to_sheet([
    ['Код', 'Цена', 'С'],
    ['A-1', 1.5, new Date(Date.UTC(2026, 10, 20))],
    ...Array.from({ length: 100 }, (_, i) => [`A-${i + 2}`, i]),
  ]);
  const xls = (): Buffer =>
    write(
      { SheetNames: ['Прайс', 'Ещё'], Sheets: { Прайс: sheet, Ещё: {} } },
      {
        type: 'buffer',
        bookType: 'biff8',
      },
    ) as Buffer;

  it('is shown as a table', async () => {
    const { table, codes } = await lookAtTable('price.xls', xls());
    expect(cellsOf(table).slice(0, 2)).toEqual([
      ['Код', 'Цена', 'С'],
      ['A-1', '1.5', '11/20/26'],
    ]);
    expect(table).toMatchObject({ sheets: ['Прайс', 'Ещё'], sheet: 'Прайс', headerRow: 1 });
    expect([table.rows.length, table.hasMoreRows, codes]).toEqual([50, true, []]);
  });

  it('is shown around its failing row', async () => {
    const { table } = await lookAtTable('price.xls', xls(), { extra: { row: 80 } });
    expect([table.rows.length, table.ruler?.row]).toEqual([61, 80]);
  });

  it('is broken where it only begins like one', async () => {
    const noise = Buffer.concat([xls().subarray(0, 8), Buffer.alloc(1_500, 'noise')]);
    expect(await look('price.xls', noise)).toMatchObject({ state: 'BROKEN', format: 'OLE2' });
  });
});
