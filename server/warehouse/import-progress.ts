import { open } from 'node:fs/promises';
import type { ClickHouseClient } from '../core/clickhouse.ts';
import type { ImportSource } from './import-source.ts';
import { runningImport } from './statements.ts';

const POLL_MS = 200;
const BAR_WIDTH = 30;

/** How far an import is. */
export interface ImportProgress {
  step: 'reading' | 'checking' | 'loading';
  /** Rows of this step so far. */
  rows: number;
  /** Of the whole import, from 0 to 1; undefined where the size of the file says nothing about it. */
  share: number | undefined;
}

/** Which part of the bar a step gets: about its share of the time. */
const STEPS = [
  { statement: 'warehouse/stage-', step: 'reading', from: 0, width: 0.5 },
  { statement: 'warehouse/check-', step: 'checking', from: 0.5, width: 0.3 },
  { statement: 'warehouse/publish-', step: 'loading', from: 0.8, width: 0.2 },
] as const;

/**
 * Reports several times a second how far the import on the warehouse is, until it is told to stop.
 *
 * @param clickhouse a connection of its own: the importer's one answers nothing while it works
 */
export function watchImport(
  clickhouse: ClickHouseClient,
  textBytes: number | undefined,
  report: (progress: ImportProgress) => void,
): () => Promise<void> {
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const [running] = await runningImport(clickhouse, {});
      const progress = running && progressOf(running, textBytes);
      if (progress && !isOver) report(progress);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  })();
  return () => {
    isOver = true;
    return watching;
  };
}

type Running = Awaited<ReturnType<typeof runningImport>>[number];

/** @param textBytes of the file once it is unpacked; undefined where nobody knows */
export function progressOf(
  running: Running,
  textBytes: number | undefined,
): ImportProgress | undefined {
  const { statement, read_rows: rowsRead, read_bytes: bytes, total_rows: totalRows } = running;
  const part = STEPS.find((candidate) => statement.startsWith(candidate.statement));
  if (!part) return undefined;
  // what a view reads counts as well
  const rows = totalRows > 0 ? Math.min(rowsRead, totalRows) : rowsRead;
  const done = totalRows > 0 ? rows / totalRows : textBytes && bytes / textBytes;
  const share = done === undefined ? undefined : part.from + part.width * Math.min(done, 1);
  return { step: part.step, rows, share };
}

/** How many bytes of text a file holds, for the bar only; undefined for Parquet. */
export async function textBytesOf({
  path,
  format,
  sizeBytes,
}: ImportSource): Promise<number | undefined> {
  if (format === 'parquet') return undefined;
  if (format === 'csv') return sizeBytes;
  const file = await open(path);
  try {
    // gzip ends with the size of what it packs, modulo 4 GiB (RFC 1952, ISIZE)
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, sizeBytes - 4);
    return buffer.readUInt32LE();
  } finally {
    await file.close();
  }
}

/** One line for a terminal, e.g. `[█████░░░░░]  50 %  checking, 1,234,567 rows`. */
export function progressLine({ step, rows, share }: ImportProgress): string {
  const counted = `${step}, ${rows.toLocaleString('en-US')} rows`;
  if (share === undefined) return counted;
  const full = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  return `[${bar}] ${String(Math.round(share * 100)).padStart(3)} %  ${counted}`;
}
