import type { Entry } from 'yauzl';
import { SHOWN_CHARACTERS } from './limits.ts';
import { CannotShow, warn, type PreviewWarning, type TablePreview } from './preview.ts';
import { RowWindow } from './row-window.ts';
import type { FailingPlace } from './ruler.ts';
import { readFormats } from './xlsx-formats.ts';
import { SheetReader } from './xlsx-sheet.ts';
import { XmlParts } from './xml.ts';
import { entryName, type Archive } from './zip-file.ts';

/** What makes of a ZIP archive a workbook. */
const WORKBOOK = 'xl/workbook.xml';
const STRINGS = 'xl/sharedStrings.xml';

export function isXlsx({ entries }: Archive): boolean {
  return entries.some((entry) => entryName(entry) === WORKBOOK);
}

/**
 * The first rows of a sheet, read from its XML as it is inflated. The readers on npm unpack a workbook
 * whole before they look at it, which is what a small file of gigabytes is made for.
 *
 * @throws {CannotShow}
 */
export async function readXlsx(
  archive: Archive,
  place: FailingPlace,
  asked: string | undefined,
): Promise<{ table: TablePreview; warnings: PreviewWarning[] }> {
  const entries = new Map(archive.entries.map((entry) => [entryName(entry), entry]));
  if (entries.get(WORKBOOK)?.isEncrypted()) throw new CannotShow('LOCKED');
  const parts = new XmlParts(archive, entries);
  const sheets = await readSheets(parts);
  const name = asked ?? place.sheet;
  const sheet = sheets.find((one) => one.name === name) ?? sheets[0];
  if (!sheet) throw new CannotShow('BROKEN');
  const window = new RowWindow(place);
  const reader = new SheetReader(window, await readFormats(parts));
  await parts.read(sheet.part, reader);
  const strings = await readStrings(parts, window.sharedTexts);
  const table = window.toTable(
    {
      sheets: sheets.map((one) => one.name),
      sheet: sheet.name,
      encoding: null,
      delimiter: null,
      hasMoreRows: reader.isDone(),
    },
    strings.texts,
  );
  const warnings = [
    ...dangers(entries),
    ...formulaWarnings(table),
    ...(strings.isCut ? [warn('MISSING_STRINGS')] : []),
    ...(name !== undefined && name !== sheet.name ? [warn('NO_SUCH_SHEET', name)] : []),
  ];
  return { table, warnings };
}

interface Sheet {
  name: string;
  part: string;
}

async function readSheets(parts: XmlParts): Promise<Sheet[]> {
  const targets = new Map<string, string>();
  await parts.read('xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target) targets.set(Id, partName(Target));
    },
  });
  const sheets: Sheet[] = [];
  await parts.read(WORKBOOK, {
    open: (name, attributes) => {
      const part = name === 'sheet' ? targets.get(attributes['r:id'] ?? '') : undefined;
      if (part && attributes['name']) sheets.push({ name: attributes['name'], part });
    },
  });
  return sheets;
}

/** Targets are relative to xl/, or absolute. */
const partName = (target: string) =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

/** Of the texts that all sheets share, those that are wanted; they may lie too far back. */
async function readStrings(
  parts: XmlParts,
  wanted: ReadonlySet<number>,
): Promise<{ texts: Map<number, string>; isCut: boolean }> {
  const texts = new Map<number, string>();
  if (wanted.size === 0 || !parts.has(STRINGS)) return { texts, isCut: false };
  const last = wanted.values().reduce((one, other) => Math.max(one, other));
  let [number, text, isText] = [-1, '', false];
  const reader = {
    open: (name: string) => {
      if (name === 'si') [number, text] = [number + 1, ''];
      isText = name === 't';
    },
    text: (more: string) => {
      if (isText && text.length <= SHOWN_CHARACTERS) text += more.slice(0, SHOWN_CHARACTERS + 1);
    },
    close: (name: string) => {
      if (name === 'si' && wanted.has(number)) texts.set(number, text);
      isText = false;
    },
    isDone: () => number > last,
  };
  try {
    await parts.read(STRINGS, reader);
    return { texts, isCut: false };
  } catch (error) {
    if (error instanceof CannotShow && error.state === 'TOO_LARGE') return { texts, isCut: true };
    throw error;
  }
}

/** By the parts that a workbook has, which are not read. */
function dangers(entries: ReadonlyMap<string, Entry>): PreviewWarning[] {
  const find = (pattern: RegExp) => entries.keys().find((name) => pattern.test(name));
  const macros = find(/^xl\/(vbaProject\.bin$|macrosheets\/|dialogsheets\/|activeX\/)/i);
  const links = find(/^xl\/(externalLinks\/|connections\.xml$|embeddings\/)/i);
  return [
    ...(macros ? [warn('MACROS', macros)] : []),
    ...(links ? [warn('EXTERNAL_LINKS', links)] : []),
  ];
}

/** A formula with a bar calls another program (DDE), one with brackets or WEBSERVICE another file. */
export function formulaWarnings({ rows }: TablePreview): PreviewWarning[] {
  const formulas = rows.flatMap((row) => row.formulas.map(({ text }) => text));
  const calling = formulas.find((text) => /\||\[|WEBSERVICE\(|HYPERLINK\(/i.test(text));
  return [
    ...(formulas[0] === undefined ? [] : [warn('FORMULAS', formulas[0])]),
    ...(calling === undefined ? [] : [warn('EXTERNAL_LINKS', calling)]),
  ];
}
