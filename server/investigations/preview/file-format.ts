/** The formats that suppliers' files have, and how people call them. */
export const FILE_FORMATS = {
  TEXT: 'text',
  XLSX: 'an Excel workbook',
  XLS: 'an old Excel workbook',
  ZIP: 'a ZIP archive',
  RAR: 'a RAR archive',
  SEVEN_ZIP: 'a 7z archive',
  GZIP: 'a gzip archive',
  PDF: 'a PDF document',
  IMAGE: 'an image',
  HTML: 'an HTML page',
  XML: 'an XML document',
  OLE2: 'an old Office document',
  UNKNOWN: 'of an unknown format',
} as const;
export type FileFormat = keyof typeof FILE_FORMATS;

/** @see https://en.wikipedia.org/wiki/List_of_file_signatures */
const SIGNATURES: readonly (readonly [string, FileFormat])[] = [
  ['504b0304', 'ZIP'],
  ['504b0506', 'ZIP'], // one without entries
  ['d0cf11e0a1b11ae1', 'OLE2'],
  ['526172211a07', 'RAR'],
  ['377abcaf271c', 'SEVEN_ZIP'],
  ['1f8b', 'GZIP'],
  ['255044462d', 'PDF'],
  ['89504e47', 'IMAGE'],
  ['ffd8ff', 'IMAGE'],
  ['474946383', 'IMAGE'],
];

const EXTENSIONS: Record<string, readonly FileFormat[]> = {
  csv: ['TEXT'],
  tsv: ['TEXT'],
  txt: ['TEXT'],
  prn: ['TEXT'],
  xlsx: ['XLSX'],
  xlsm: ['XLSX'],
  xls: ['XLS'],
  zip: ['ZIP'],
  rar: ['RAR'],
  '7z': ['SEVEN_ZIP'],
  gz: ['GZIP'],
  pdf: ['PDF'],
  htm: ['HTML'],
  html: ['HTML'],
  xml: ['XML'],
  yml: ['TEXT', 'XML'], // catalogues for marketplaces are XML under this name
  jpg: ['IMAGE'],
  jpeg: ['IMAGE'],
  png: ['IMAGE'],
  gif: ['IMAGE'],
};

/** What the first bytes are a signature of; undefined when they are none, as those of a text. */
export function signedFormat(head: Uint8Array): FileFormat | undefined {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex');
  return SIGNATURES.find(([signature]) => hex.startsWith(signature))?.[1];
}

/** What a text is by how it begins: programs save web pages and XML as price lists. */
export function textFormat(text: string): FileFormat {
  const start = text.slice(0, 1_000).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|table|meta)[\s>]/.test(start)) return 'HTML';
  if (start.startsWith('<?xml')) return /<html[\s>]/.test(start) ? 'HTML' : 'XML';
  return 'TEXT';
}

/** @returns e.g. `called .csv, is an Excel workbook`; null when the name fits or says nothing */
export function mismatch(name: string, format: FileFormat): string | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const expected = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  if (!expected || expected.includes(format)) return null;
  return `called .${extension}, is ${FILE_FORMATS[format]}`;
}
