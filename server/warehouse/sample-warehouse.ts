import { createWriteStream } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, instantOfWallClock, type Day } from '../core/business-time.ts';
import { importFile } from './import-file.ts';
import type { ImportKind } from './import-kinds.ts';
import type { Warehouse } from './import-staging.ts';
import { SAMPLE_ERRORS } from './sample-errors.ts';
import { FILE_DAYS, type SampleFailure } from './sample-failures.ts';
import { sampleFile, type FileFlaw } from './sample-files.ts';
import { samplePath } from './sample-paths.ts';
import { priceLines } from './sample-prices.ts';
import type { SampleSupplier } from './sample-suppliers.ts';

export interface Sample {
  suppliers: readonly SampleSupplier[];
  failures: readonly SampleFailure[];
  yesterday: Day;
}

/**
 * Puts the sample's price rows, failures and dictionary into the warehouse, as imports: their ledger
 * keeps a second run from doubling anything.
 *
 * @returns the number of price rows
 */
export async function loadWarehouse(
  warehouse: Warehouse,
  sample: Sample,
  folder: string,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  await importLines(warehouse, 'dictionary', join(folder, 'error_list.csv'), dictionaryCsv());
  await importLines(warehouse, 'errors', join(folder, 'dif_errors.csv'), failuresCsv(sample));
  const file = join(folder, 'dif_step_1.csv');
  const rows = await importLines(warehouse, 'success', file, pricesCsv(sample));
  await rm(folder, { recursive: true });
  return rows;
}

async function importLines(
  warehouse: Warehouse,
  kind: ImportKind,
  path: string,
  lines: Iterable<string>,
): Promise<number> {
  await pipeline(Readable.from(chunks(lines)), createWriteStream(path));
  const outcome = await importFile(warehouse, { kind, path });
  if (outcome.state !== 'REFUSED') return outcome.rows;
  throw new Error(`The sample is not as the import wants it: ${JSON.stringify(outcome)}`);
}

function* dictionaryCsv(): Generator<string> {
  yield 'id,error_text\n';
  for (const { errorId, text } of SAMPLE_ERRORS) yield `${errorId},"${text}"\n`;
}

function* failuresCsv({ failures }: Sample): Generator<string> {
  yield 'dt,supid,error_id\n';
  for (const { at, supplierId, error } of failures) yield `${at},${supplierId},${error.errorId}\n`;
}

function* pricesCsv({ suppliers, yesterday }: Sample): Generator<string> {
  yield 'dateupd,supid,sku,qty,price\n';
  for (const supplier of suppliers) yield* priceLines(supplier, yesterday);
}

const CHUNK_LINES = 2_000; // a stream's turn costs more than a line

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < CHUNK_LINES) continue;
    yield chunk.join('');
    chunk = [];
  }
  yield chunk.join('');
}

interface SampleFile {
  path: string;
  flaw: FileFlaw;
  /** When it came: wall-clock time in the business time zone. */
  at: string;
}

/**
 * Writes the files behind the failures of the last days, and those that were right before.
 *
 * @returns how many there are
 */
export async function writeFiles(
  sample: Sample,
  filesRoot: string,
  timeZone: string,
): Promise<number> {
  const failed = failedFiles(sample);
  const files = [...goodFiles(sample, failed), ...failed.map(({ file }) => file)];
  // where two are at one place, as with what is consolidated, it is the failed one
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const { path, flaw, at } of byPath.values()) {
    const place = join(filesRoot, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, sampleFile(flaw, path));
    const cameAt = instantOfWallClock(at, timeZone);
    await utimes(place, cameAt, cameAt);
  }
  return byPath.size;
}

interface FailedFile {
  failure: SampleFailure;
  file: SampleFile;
}

function failedFiles({ failures, yesterday }: Sample): FailedFile[] {
  const oldest = addDays(yesterday, 1 - FILE_DAYS);
  return failures.flatMap((failure) => {
    const { filePath, at, error } = failure;
    if (filePath === null || !error.flaw || at < oldest) return [];
    return [{ failure, file: { path: filePath, flaw: error.flaw, at } }];
  });
}

/** The file that was loaded last before the first failure at a stage: what a failed one is held against. */
function goodFiles({ suppliers }: Sample, failed: readonly FailedFile[]): SampleFile[] {
  const byId = new Map(suppliers.map((supplier) => [supplier.supplierId, supplier]));
  const files = new Map<string, SampleFile>();
  for (const { failure } of failed) {
    const { supplierId, stage, at } = failure;
    const supplier = byId.get(supplierId)!; // failures are of the sample's suppliers
    const key = `${supplierId} ${stage}`;
    const day = supplier.successDays.findLast((success) => success < at.slice(0, 10));
    if (!day || files.has(key)) continue;
    const cameAt = `${day} 06:30:00`;
    files.set(key, { path: samplePath(supplier, stage, cameAt, 'none'), flaw: 'none', at: cameAt });
  }
  return [...files.values()];
}
