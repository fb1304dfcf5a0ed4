import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../server/investigations/preview/text-encoding.ts';
import { encode } from './make-files.ts';

const HEADERS = [
  'Артикул;Наименование;Остаток;Цена\r\nA-1;Дрель ударная 650 Вт;5;100,00\r\n',
  'код;цена\r\n1;2\r\n',
  'ПРАЙС-ЛИСТ;ЦЕНА;КОД\r\n12;33;1\r\n',
  'Прайс',
  'Кабель ВВГнг 3x2,5 «Север» № 4',
];
const encodingOf = (bytes: Uint8Array) => decodeText(bytes)?.encoding;

describe.each(['windows-1251', 'ibm866', 'koi8-r'])('Russian in %s', (encoding) => {
  it.each(HEADERS.filter((text) => encoding === 'windows-1251' || !/[«№]/.test(text)))(
    'is read: %j',
    (text) => {
      expect(decodeText(encode(text, encoding))).toEqual({ text, encoding, hasUnreadable: false });
    },
  );
});

describe.each(HEADERS)('%j', (text) => {
  it('is read in UTF-8, with its mark or without', () => {
    expect(decodeText(Buffer.from(text))).toEqual({
      text,
      encoding: 'utf-8',
      hasUnreadable: false,
    });
    expect(decodeText(Buffer.from(`\uFEFF${text}`))?.text).toBe(text);
  });

  it('is read in UTF-16 with its mark, in either order', () => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(decodeText(little)).toMatchObject({ text, encoding: 'utf-16le' });
    expect(decodeText(Buffer.from(little).swap16())).toMatchObject({ text, encoding: 'utf-16be' });
  });
});

it('is known as UTF-16 without its mark by every second byte', () => {
  const little = Buffer.from(HEADERS[0]!, 'utf16le');
  expect(encodingOf(little)).toBe('utf-16le');
  expect(encodingOf(Buffer.from(little).swap16())).toBe('utf-16be');
});

it('is read in the encoding of Western Europe where its letters are', () => {
  expect(decodeText(encode('Größe;Preis\r\n1;2', 'windows-1252'))).toMatchObject({
    text: 'Größe;Preis\r\n1;2',
    encoding: 'windows-1252',
  });
});

it('stays UTF-8 where bytes of it are damaged, and that is told', () => {
  const bytes = Buffer.from(HEADERS[0]!);
  bytes[40] = 0x98;
  expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', hasUnreadable: true });
});

it('is not called damaged where the look ends within a character', () => {
  expect(decodeText(Buffer.from('Цена').subarray(0, 7))).toEqual({
    text: 'Цен',
    encoding: 'utf-8',
    hasUnreadable: false,
  });
});

it.each([
  ['zeros', Buffer.alloc(100)],
  ['bytes that count up', Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
  ['control characters', Buffer.alloc(100, 'price\x01\x02')],
])('no text are %s', (_, bytes) => {
  expect(decodeText(bytes)).toBeUndefined();
});
