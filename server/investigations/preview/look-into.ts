import { readSync } from 'node:fs';
import { listArchive } from './archive-listing.ts';
import { dumpBytes } from './byte-dump.ts';
import { readText } from './delimited-text.ts';
import { mismatch, signedFormat, textFormat, type FileFormat } from './file-format.ts';
import { TEXT_HEAD_BYTES, TEXT_SEARCH_BYTES, WORKBOOK_BYTES } from './limits.ts';
import {
  CannotShow,
  warn,
  type Look,
  type PreviewContent,
  type PreviewWarning,
} from './preview.ts';
import type { FailingPlace } from './ruler.ts';
import { decodeText } from './text-encoding.ts';
import { isXlsx, readXlsx } from './xlsx.ts';
import { openArchive } from './zip-file.ts';

/** An open file and what is asked of it; goes to a worker as it is. */
export interface LookTask {
  fd: number;
  sizeBytes: number;
  name: string;
  place: FailingPlace;
  /** The sheet asked for; undefined: the failing one or the first. */
  sheet: string | undefined;
}

interface Found {
  format: FileFormat;
  content: PreviewContent;
  warnings: PreviewWarning[];
}

/**
 * Looks into a file by its content; its name is only compared with it. To be called in a worker: what
 * a supplier sends may be made to take all the memory and time there is.
 */
export async function lookInto(task: LookTask): Promise<Look> {
  if (task.sizeBytes === 0) return { state: 'EMPTY', format: null, warnings: [], content: null };
  const head = readHead(task, TEXT_HEAD_BYTES);
  try {
    const { format, content, warnings } = await find(task, head);
    const wrong = mismatch(task.name, format);
    const all = wrong === null ? warnings : [warn('WRONG_EXTENSION', wrong), ...warnings];
    return { state: 'SHOWN', format, warnings: all, content };
  } catch (error) {
    if (!(error instanceof CannotShow)) throw error;
    const format = signedFormat(head) ?? null;
    return { state: error.state, format, warnings: [], content: dumpBytes(head) };
  }
}

async function find(task: LookTask, head: Buffer): Promise<Found> {
  const format = signedFormat(head);
  if (format === 'ZIP') return lookIntoZip(task);
  if (format === 'OLE2') {
    const { readXls } = await import('./xls.ts'); // SheetJS takes longer to load than most files to read
    const { table, warnings } = readXls(readWhole(task), task.place, task.sheet);
    return { format: 'XLS', content: table, warnings };
  }
  if (format) return { format, content: dumpBytes(head), warnings: [] };
  return lookIntoText(task, head);
}

async function lookIntoZip({ fd, sizeBytes, place, sheet }: LookTask): Promise<Found> {
  const archive = await openArchive(fd);
  const { listing, warnings } = listArchive(archive);
  if (!isXlsx(archive)) return { format: 'ZIP', content: listing, warnings };
  if (sizeBytes > WORKBOOK_BYTES) throw new CannotShow('TOO_LARGE');
  const isBomb = warnings.some(
    ({ code }) => code === 'HIGH_COMPRESSION' || code === 'OVERLAPPING_ENTRIES',
  );
  try {
    const { table, warnings: found } = await readXlsx(archive, place, sheet);
    return { format: 'XLSX', content: table, warnings: [...found, ...warnings] };
  } catch (error) {
    const isTooLarge = error instanceof CannotShow && error.state === 'TOO_LARGE';
    throw isBomb && isTooLarge ? new CannotShow('HOSTILE') : error;
  }
}

async function lookIntoText(task: LookTask, head: Buffer): Promise<Found> {
  const { row, line } = task.place;
  const isSearching = row !== undefined || line !== undefined;
  const bytes = isSearching ? readHead(task, TEXT_SEARCH_BYTES) : head;
  const decoded = decodeText(bytes);
  if (!decoded) return { format: 'UNKNOWN', content: dumpBytes(head), warnings: [] };
  const format = textFormat(decoded.text);
  if (format !== 'TEXT') return { format, content: dumpBytes(head), warnings: [] };
  const isWhole = bytes.length === task.sizeBytes;
  const { table, warnings } = await readText({ ...decoded, isWhole }, task.place);
  return { format, content: table, warnings };
}

function readWhole(task: LookTask): Buffer {
  if (task.sizeBytes > WORKBOOK_BYTES) throw new CannotShow('TOO_LARGE');
  return readHead(task, WORKBOOK_BYTES);
}

/** The first bytes, fewer where the file ends before. */
function readHead({ fd, sizeBytes }: LookTask, bytes: number): Buffer {
  const head = Buffer.alloc(Math.min(sizeBytes, bytes));
  let length = 0;
  while (length < head.length) {
    const bytesRead = readSync(fd, head, length, head.length - length, length);
    if (bytesRead === 0) break; // it became shorter
    length += bytesRead;
  }
  return head.subarray(0, length);
}
