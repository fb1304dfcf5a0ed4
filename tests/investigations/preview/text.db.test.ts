import { describe, expect, it } from 'vitest';
import { encode, look, lookAtTable } from './make-files.ts';

const rowsOf = (table: { rows: { cells: string[] }[] }) => table.rows.map(({ cells }) => cells);
const lines = (count: number) =>
  ['Код;Цена', ...Array.from({ length: count }, (_, i) => `A-${i};${i}`)].join('\r\n');

describe('a text', () => {
  it.each([
    [';', 'Код;Название;Цена\r\n1;Дрель, 650;1,5\r\n2;Лампа;2,5\r\n'],
    [',', 'Код,Название,Цена\n1,Дрель;650,1.5\n2,Лампа,2.5\n'],
    ['\t', 'Код\tНазвание\tЦена\n1\tДрель, 650\t1,5\n'],
    ['|', 'Код|Название|Цена\n1|Дрель|1,5\n2|Лампа|2,5\n'],
    [';', 'Цена,руб;Код\n1,5;2\n3,5;4\n'],
    [';', '"Код";"Цена"\n"1\n2";"3"\n'],
  ])('is a table by the delimiter %j: %j', async (delimiter, text) => {
    const { table, codes } = await lookAtTable('price.csv', text);
    expect(table).toMatchObject({ delimiter, headerRow: 1, hasMoreRows: false });
    expect(codes).toEqual([]);
  });

  it('is a table of one column without any', async () => {
    const { table } = await lookAtTable('price.txt', 'one column\nfirst\nsecond\n');
    expect(table.delimiter).toBeNull();
    expect(rowsOf(table)).toEqual([['one column'], ['first'], ['second']]);
  });

  it('tells the encoding that it was read in', async () => {
    const { table } = await lookAtTable('price.csv', encode('Код;Цена\n1;2\n', 'ibm866'));
    expect(table).toMatchObject({ encoding: 'ibm866', columns: ['Код', 'Цена'] });
  });

  it('counts a quoted line break as none of its rows', async () => {
    const { table } = await lookAtTable('price.csv', 'Код;Цена\n"1\n2";3\n4;5\n');
    expect(table.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [1, 'Код', 'Цена'],
      [2, '1\n2', '3'],
      [3, '4', '5'],
    ]);
  });

  it('is shown with its rows as long as they are, and that is told', async () => {
    const { table, codes } = await lookAtTable('price.csv', 'Код;Цена;Вес\n1;2;3\n4;5\n6;7;8;9\n');
    expect(rowsOf(table).map((cells) => cells.length)).toEqual([3, 3, 2, 4]);
    expect([table.columnCount, codes]).toEqual([4, ['RAGGED_ROWS']]);
  });

  it('is shown with its quotation marks where one is never closed', async () => {
    const { table, codes } = await lookAtTable('price.csv', 'Код;Цена\n1;"2\n3;4\n5;6\n');
    expect(rowsOf(table)).toEqual([
      ['Код', 'Цена'],
      ['1', '"2'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(codes).toEqual(['UNCLOSED_QUOTE']);
  });

  it('is so also where the mark is followed by megabytes', async () => {
    const { table, codes } = await lookAtTable('price.csv', `Код;Цена\n1;"2\n${lines(100_000)}`);
    expect(table.rows).toHaveLength(50);
    expect(codes).toEqual(['UNCLOSED_QUOTE']);
  });

  it('is shown with fifty rows and no more', async () => {
    const { table } = await lookAtTable('price.csv', lines(50));
    expect([table.rows.length, table.hasMoreRows]).toEqual([50, true]);
    const { table: all } = await lookAtTable('price.csv', lines(49));
    expect([all.rows.length, all.hasMoreRows]).toEqual([50, false]);
  });

  it('is shown with a hundred columns and no more, and cells of two hundred characters', async () => {
    const row = Array.from({ length: 100_000 }, () => 'x').join(';');
    const { table } = await lookAtTable(
      'price.csv',
      `${'y'.repeat(300)};1\n${row.slice(0, 60_000)}`,
    );
    expect(table).toMatchObject({ columnCount: 30_001, hasMoreColumns: true });
    expect(table.rows.map(({ cells }) => cells.length)).toEqual([2, 100]);
    expect(table.rows[0]?.cells[0]).toBe(`${'y'.repeat(199)}…`);
  });

  it('has its header below the letterhead', async () => {
    const text = 'ООО Север;;\n;;\nКод;Цена;Вес\n1;2;3\n';
    expect((await lookAtTable('price.csv', text)).table).toMatchObject({
      headerRow: 3,
      columns: ['Код', 'Цена', 'Вес'],
    });
  });

  it('has no header where the first rows are numbers', async () => {
    const { table } = await lookAtTable('price.csv', '1;2;3\n4;5;6\n');
    expect(table).toMatchObject({ headerRow: null, columns: [] });
  });

  it('keeps formulas as the text that they are', async () => {
    const { table } = await lookAtTable('price.csv', `Код;Цена\n=cmd|'/c calc'!A0;2\n`);
    expect(table.rows[1]?.cells[0]).toBe(`=cmd|'/c calc'!A0`);
  });
});

describe('the failing row of a text', () => {
  const numbers = (table: { rows: { number: number }[] }) => table.rows.map(({ number }) => number);

  it('is shown with five rows around it', async () => {
    const { table } = await lookAtTable('price.csv', lines(50_000), { extra: { row: 40_000 } });
    expect(numbers(table).slice(50)).toEqual(Array.from({ length: 11 }, (_, i) => 39_995 + i));
    expect(table.rows.find(({ number }) => number === 40_000)?.cells[0]).toBe('A-39998');
    expect(table.ruler).toEqual({ row: 40_000, column: null, isReached: true });
  });

  it('is found by its line, where quoted line breaks are before it', async () => {
    const text = `Код;Цена\r\n"1\r\n2";3\r\n${lines(100)}`;
    const { table } = await lookAtTable('price.csv', text, { extra: { line: 83, column: 'Цена' } });
    expect(table.ruler).toEqual({ row: 82, column: 1, isReached: true });
    expect(numbers(table).slice(50)).toEqual(Array.from({ length: 11 }, (_, i) => 77 + i));
  });

  it('is told to be out of reach where the file ends before', async () => {
    const { table } = await lookAtTable('price.csv', lines(100), { extra: { row: 1_000 } });
    expect(numbers(table)).toHaveLength(50);
    expect(table.ruler).toEqual({ row: null, column: null, isReached: false });
  });
});

describe('what is no table', () => {
  it('is empty', async () => {
    expect(await look('price.csv', '')).toMatchObject({ state: 'EMPTY', content: null });
  });

  it('is shown as bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 600 }, (_, i) => i % 256));
    const { state, format, content } = await look('price.bin', bytes);
    expect([state, format]).toEqual(['SHOWN', 'UNKNOWN']);
    const dumped = content?.kind === 'BYTES' ? content.lines : [];
    expect(dumped).toHaveLength(32);
    expect(dumped[4]).toEqual({
      offset: 64,
      hex: '40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f',
      ascii: '@ABCDEFGHIJKLMNO',
    });
    expect(dumped[0]?.ascii).toBe('................');
  });

  it.each([
    [
      'price.xls',
      '<html><table><tr><td>1</td></tr></table></html>',
      'HTML',
      'called .xls, is an HTML page',
    ],
    ['price.csv', '<?xml version="1.0"?><shop/>', 'XML', 'called .csv, is an XML document'],
    ['price.xlsx', 'Код;Цена\n1;2\n', 'TEXT', 'called .xlsx, is text'],
    ['price.csv', '%PDF-1.7 ...', 'PDF', 'called .csv, is a PDF document'],
    ['price.zip', 'Rar!\x1A\x07\x01\0', 'RAR', 'called .zip, is a RAR archive'],
  ])('%s is judged by its content', async (name, content, format, detail) => {
    const looked = await look(name, Buffer.from(content, 'utf8'));
    expect(looked).toMatchObject({ state: 'SHOWN', format });
    expect(looked.warnings).toContainEqual({ code: 'WRONG_EXTENSION', detail });
  });
});
