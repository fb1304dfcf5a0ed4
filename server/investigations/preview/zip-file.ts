import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { READ_ENTRIES } from './limits.ts';
import { CannotShow } from './preview.ts';

/** An archive that is open, and as many of its entries as are looked at. */
export interface Archive {
  zip: ZipFile;
  entries: readonly Entry[];
}

/**
 * Reads what an archive says it has; nothing is unpacked. yauzl goes by the list at its end, as
 * unpacking programs do, and checks sizes while it unpacks.
 *
 * @throws {CannotShow} BROKEN
 */
export async function openArchive(fd: number): Promise<Archive> {
  try {
    const zip = await fromFdPromise(fd, {
      autoClose: false, // whoever opened the file closes it
      lazyEntries: true,
      decodeStrings: false, // names are to be shown, also those that must not be unpacked
      validateEntrySizes: true,
    });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (entries.push(entry) === READ_ENTRIES) break;
    return { zip, entries };
  } catch {
    throw new CannotShow('BROKEN');
  }
}

const UTF8_FLAG = 0x800;

/** The name, whose encoding archives of before UTF-8 do not tell: those of Windows in Russian use 866. */
export function entryName({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  const isUtf8 = (generalPurposeBitFlag & UTF8_FLAG) !== 0;
  const name = new TextDecoder('utf-8').decode(fileNameRaw);
  return isUtf8 || !name.includes('\uFFFD') ? name : new TextDecoder('ibm866').decode(fileNameRaw);
}
