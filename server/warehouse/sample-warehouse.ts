import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, type Day } from '../core/business-time.ts';
import { importFile } from './import-file.ts';
import type { ImportKind } from './import-kinds.ts';
import type { Warehouse } from './import-staging.ts';
import { SAMPLE_ERRORS } from './sample-errors.ts';
import { FILE_DAYS, type SampleFailure } from './sample-failures.ts';
import { sampleFile } from './sample-files.ts';
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

/** Writes the files behind the failures of the last days. @returns how many there are */
export async function writeFiles(
  { failures, yesterday }: Sample,
  filesRoot: string,
): Promise<number> {
  const oldest = addDays(yesterday, 1 - FILE_DAYS);
  const kept = failures.filter(({ filePath, at }) => filePath !== null && at >= oldest);
  for (const { filePath, error } of kept) {
    if (filePath === null || !error.flaw) continue;
    const path = join(filesRoot, filePath);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, sampleFile(error.flaw, filePath));
  }
  return kept.length;
}
