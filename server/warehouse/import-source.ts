import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../core/errors.ts';

/** How the bytes of a file are to be read, told by their beginning rather than by the file's name. */
export type SourceFormat = 'csv' | 'csv.gz' | 'parquet';

/** A file as it was when it was looked at. */
export interface ImportSource {
  /** As the operator wrote it. */
  name: string;
  /** Absolute. */
  path: string;
  format: SourceFormat;
  sizeBytes: number;
  /** Milliseconds since 1970, with fractions. */
  modifiedAtMs: number;
}

/** The file cannot be imported at all; the message names it and says why. */
export class ImportRefused extends DomainError {
  constructor(path: string, reason: string) {
    super('IMPORT_REFUSED', `${path}: ${reason}`);
  }
}

const SIGNATURES: readonly [bytes: string, format: SourceFormat][] = [
  ['PAR1', 'parquet'],
  ['\x1f\x8b', 'csv.gz'],
];

const REFUSED_SIGNATURES: readonly [bytes: string, reason: string][] = [
  ['PK\x03\x04', 'is a zip archive or an Excel file; save it as CSV or Parquet.'],
  ['\xd0\xcf\x11\xe0', 'is an old Excel file; save it as CSV or Parquet.'],
  ['\xff\xfe', 'is UTF-16 text; save it as UTF-8.'],
  ['\xfe\xff', 'is UTF-16 text; save it as UTF-8.'],
];

/** @throws {ImportRefused} when it is not a readable file of a known format */
export async function openSource(path: string): Promise<ImportSource> {
  const absolute = resolve(path);
  const file = await open(absolute).catch((error: NodeJS.ErrnoException) => {
    throw new ImportRefused(path, unreadable[error.code ?? ''] ?? `${error.message}.`);
  });
  try {
    const { size, mtimeMs, isFile } = await statOf(file);
    if (!isFile) throw new ImportRefused(path, 'is not a file.');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const beginning = buffer.toString('latin1', 0, bytesRead);
    return {
      name: path,
      path: absolute,
      format: formatOf(path, beginning),
      sizeBytes: size,
      modifiedAtMs: mtimeMs,
    };
  } finally {
    await file.close();
  }
}

const unreadable: Record<string, string> = {
  ENOENT: 'there is no such file.',
  EACCES: 'this user may not read it.',
  EISDIR: 'is a folder, not a file.',
};

async function statOf(file: Awaited<ReturnType<typeof open>>) {
  const stats = await file.stat();
  return { size: stats.size, mtimeMs: stats.mtimeMs, isFile: stats.isFile() };
}

function formatOf(path: string, beginning: string): SourceFormat {
  const refused = REFUSED_SIGNATURES.find(([bytes]) => beginning.startsWith(bytes));
  if (refused) throw new ImportRefused(path, refused[1]);
  return SIGNATURES.find(([bytes]) => beginning.startsWith(bytes))?.[1] ?? 'csv';
}

/** The sha256 of the file's bytes, in hex: what makes it the same file under any name. */
export async function hashOf({ path }: ImportSource): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Whether somebody wrote to the file since it was looked at. */
export async function hasChanged({
  path,
  sizeBytes,
  modifiedAtMs,
}: ImportSource): Promise<boolean> {
  const now = await stat(path).catch(() => undefined);
  return now?.size !== sizeBytes || now.mtimeMs !== modifiedAtMs;
}
