import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { lookInto, type LookTask } from '../../../server/investigations/preview/look-into.ts';
import type {
  ArchivePreview,
  Look,
  TablePreview,
} from '../../../server/investigations/preview/preview.ts';
import { failingPlace } from '../../../server/investigations/preview/ruler.ts';

/** Text in an encoding that Node only reads. */
export function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const codes = Array.from({ length: 256 }, (_, code) => decoder.decode(Uint8Array.of(code)));
  return Buffer.from(Array.from(text, (character) => codes.indexOf(character)));
}

/** An entry of an archive; what is not said is as honest programs write it. */
export interface ZipEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** What it claims to be once it is unpacked. */
  sizeBytes?: number;
  /** 1: it asks for a password; 0x800: its name is UTF-8. */
  flags?: number;
  /** Where it says that it begins, e.g. where another one does. */
  offset?: number;
}

/** @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let end = 0;
  for (const { name, content = '', sizeBytes, flags = 0x800, offset } of entries) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const nameRaw = Buffer.from(name);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(flags, 2);
    header.writeUInt16LE(8, 4); // deflated
    header.writeUInt32LE(crc32(raw), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(sizeBytes ?? raw.length, 18);
    header.writeUInt16LE(nameRaw.length, 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(offset ?? end, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, nameRaw, packed]);
    locals.push(local);
    centrals.push(Buffer.from('PK\x01\x02\x14\0'), header, attributes, nameRaw);
    end += local.length;
  }
  const central = Buffer.concat(centrals);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(entries.length, 4);
  tail.writeUInt16LE(entries.length, 6);
  tail.writeUInt32LE(central.length, 8);
  tail.writeUInt32LE(end, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), tail]);
}

export interface Workbook {
  /** The XML between `<sheetData>` and its end, by the sheet's name. */
  sheets: Record<string, string>;
  strings?: readonly string[];
  styles?: string;
  /** Parts beside those of every workbook. */
  more?: readonly ZipEntry[];
}

/** A workbook with no more than Excel wants to open it. */
export function xlsx({ sheets, strings = [], styles, more = [] }: Workbook): Buffer {
  const names = Object.keys(sheets);
  return zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i}" Target="worksheets/sheet${i}.xml"/>`).join('')}</Relationships>`,
    },
    ...names.map((name, i) => ({
      name: `xl/worksheets/sheet${i}.xml`,
      content: `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
    })),
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    ...(styles ? [{ name: 'xl/styles.xml', content: styles }] : []),
    ...more,
  ]);
}

/** A row of texts that stand in the sheet itself. */
export const inlineRow = (number: number, cells: readonly string[]) =>
  `<row r="${number}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

/** Looks into a file of that content, in this thread. */
export async function look(
  name: string,
  content: Buffer | string,
  { extra = null, sheet }: { extra?: unknown; sheet?: string } = {},
): Promise<Look> {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-preview-'));
  const place = join(folder, 'file');
  await writeFile(place, content);
  const handle = await open(place);
  const { size: sizeBytes } = await handle.stat();
  const task: LookTask = {
    fd: handle.fd,
    sizeBytes,
    name,
    place: failingPlace(extra),
    sheet,
  };
  return lookInto(task).finally(async () => {
    await handle.close();
    await rm(folder, { recursive: true });
  });
}

/** The look into a file that is shown as a table. */
export async function lookAtTable(...of: Parameters<typeof look>) {
  const { content, warnings, state } = await look(...of);
  if (content?.kind !== 'TABLE') throw new Error(`It is no table, but ${state}.`);
  return { table: content satisfies TablePreview, codes: warnings.map(({ code }) => code) };
}

/** The look into a file that is shown as a listing. */
export async function lookAtArchive(content: Buffer) {
  const { content: shown, warnings, state } = await look('price.zip', content);
  if (shown?.kind !== 'ARCHIVE') throw new Error(`It is no archive, but ${state}.`);
  return { listing: shown satisfies ArchivePreview, codes: warnings.map(({ code }) => code) };
}
