import { seededRandom, type Random } from './random.ts';

/** What is wrong with a file; `none` for a good one. */
export type FileFlaw =
  | 'none'
  | 'broken bytes'
  | 'old spreadsheet'
  | 'no price column'
  | 'no quantity column'
  | 'windows-1251'
  | 'empty'
  | 'locked archive'
  | 'prices in words'
  | 'few rows';

/** The row, counted from 1 with the header, where prices begin to be words. */
export const FIRST_PRICE_IN_WORDS = 12;

const HEADER = ['Артикул', 'Наименование', 'Остаток', 'Цена'] as const;
const GOODS = [
  'Дрель ударная 650 Вт',
  'Саморез 4,2×75 (уп. 100 шт.)',
  'Лампа LED E27 9W',
  'Кабель ВВГнг 3×2,5',
  'Перчатки нитриловые M',
  'Cable tie 200 mm, black',
  'Hex key set 1.5–10 mm',
  'Скотч 48 мм × 66 м',
  'Клей ПВА 900 г',
  'Socket 2P+E, white',
] as const;

/** A price list as a supplier would send it, with the flaw that made it fail; a few kilobytes. */
export function sampleFile(flaw: FileFlaw, seed: string): Buffer {
  const random = seededRandom(`file ${seed}`);
  return BODIES[flaw](random);
}

const BODIES: Record<FileFlaw, (random: Random) => Buffer> = {
  none: (random) => utf8(priceList(random)),
  'broken bytes': (random) => withBrokenBytes(utf8(priceList(random)), random),
  'old spreadsheet': (random) => Buffer.concat([OLE2_SIGNATURE, noise(1_500, random)]),
  'no price column': (random) => {
    const rows = priceList(random);
    return utf8(random.chance(0.5) ? withVatColumn(rows) : withoutColumn(rows, 3));
  },
  'no quantity column': (random) => utf8(withoutColumn(priceList(random), 2)),
  'windows-1251': (random) => windows1251(asText(priceList(random))),
  empty: () => Buffer.alloc(0),
  'locked archive': (random) => lockedZip(noise(900, random)),
  'prices in words': (random) =>
    utf8(
      priceList(random).map((row, i) =>
        isInWords(i + 1) ? [...row.slice(0, 3), 'по запросу'] : row,
      ),
    ),
  'few rows': (random) => utf8(priceList(random).slice(0, 3)),
};

function priceList(random: Random): string[][] {
  const rows = Array.from({ length: random.int(25, 90) }, (_, i) => [
    `A-${random.int(1_000, 9_999)}-${i + 1}`,
    random.pick(GOODS),
    String(random.int(0, 400)),
    (random.int(150, 900_000) / 100).toFixed(2).replace('.', ','),
  ]);
  return [[...HEADER], ...rows];
}

const withoutColumn = (rows: string[][], column: number) =>
  rows.map((row) => row.filter((_, i) => i !== column));

/** What robots look for as «Цена» is called otherwise, and the rate stands beside it. */
const withVatColumn = (rows: string[][]) =>
  rows.map((row, i) => [...row.slice(0, 3), i === 0 ? 'Цена с НДС' : row[3]!, i ? '20' : 'НДС, %']);

const isInWords = (rowNumber: number) =>
  rowNumber >= FIRST_PRICE_IN_WORDS && rowNumber % 4 === FIRST_PRICE_IN_WORDS % 4;

const asText = (rows: string[][]) => rows.map((row) => `${row.join(';')}\r\n`).join('');
const utf8 = (rows: string[][]) => Buffer.from(asText(rows));

/** Bytes that are text in neither UTF-8 nor windows-1251, and an end in the middle of a line. */
function withBrokenBytes(bytes: Buffer, random: Random): Buffer {
  const broken = bytes.subarray(0, Math.floor(bytes.length * (0.5 + random.next() / 3)));
  for (let at = 90; at < broken.length; at += random.int(40, 200)) broken[at] = 0x98;
  return broken;
}

const OLE2_SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex'); // how .xls files begin

const noise = (length: number, random: Random) =>
  Buffer.from(Array.from({ length }, () => random.int(0, 255)));

/** Node has no encoder for it: https://encoding.spec.whatwg.org/index-windows-1251.txt, in part. */
function windows1251(text: string): Buffer {
  return Buffer.from(Array.from(text, (character) => windows1251Code(character)));
}

function windows1251Code(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code;
  if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0; // А to я
  return { ё: 0xb8, Ё: 0xa8, '–': 0x96 }[character] ?? 0x3f; // else a question mark
}

/**
 * A zip archive of one encrypted entry, price.csv: what programs ask a password for.
 * Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
 */
function lockedZip(encrypted: Buffer): Buffer {
  const name = Buffer.from('price.csv');
  const entry = Buffer.alloc(26); // version 2.0, flag "encrypted", stored, 2020-01-01 00:00
  entry.writeUInt16LE(20, 0);
  entry.writeUInt16LE(1, 2);
  entry.writeUInt16LE(0x5021, 8);
  entry.writeUInt32LE(encrypted.length, 14);
  entry.writeUInt32LE(encrypted.length - 12, 18); // less the header of the cipher
  entry.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, name, encrypted]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    entry,
    Buffer.alloc(14), // no comment, first disk, no attributes, at offset 0
    name,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
