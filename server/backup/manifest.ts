import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DomainError } from '../core/errors.ts';

const FILE = 'manifest.json';

const name = z.string().min(1);
/** A file of the backup, below its folder. */
const path = z.string().regex(/^(?!.*\.\.)[\w./-]+$/);

const table = z.object({
  name,
  columns: z.array(name),
  rows: z.int(),
  path,
  sha256: z.hex().length(64),
});

const part = z.object({
  database: name,
  table: name,
  /** As ClickHouse calls its folder. */
  name: z.string().regex(/^\w+$/),
});

const manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Of prisma/migrations: what the tables looked like. */
  migrations: z.array(name),
  tables: z.array(table),
  sequences: z.array(z.object({ name, lastValue: z.string().nullable() })),
  /** Of sql/migrations. */
  warehouseMigrations: z.array(name),
  /** Databases of the warehouse. */
  warehouses: z.array(name),
  parts: z.array(part),
});

/** What is in a backup, and what it takes to read it. It is written last: a folder with it is whole. */
export type Manifest = z.output<typeof manifest>;
/** Rows of a table of Postgres, in COPY's text format, compressed by gzip. */
export type DumpedTable = z.output<typeof table>;
/** Rows of a table of ClickHouse, in files of its own. */
export type Part = z.output<typeof part>;

/** The folder is not a backup, or not what was written there. */
export class NotABackup extends DomainError {
  constructor(folder: string, why: string) {
    super('NOT_A_BACKUP', `${folder} is not a backup that can be restored: ${why}.`);
  }
}

export async function writeManifest(folder: string, content: Manifest): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

/** Reads it and checks that the tables are as they were written. @throws {NotABackup} */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) throw new NotABackup(folder, `it has no ${FILE}`);
  const { success, data } = manifest.safeParse(parsed(text));
  if (!success) throw new NotABackup(folder, `its ${FILE} is of another version, or broken`);
  for (const { path, sha256 } of data.tables) {
    const found = await sha256Of(join(folder, path)).catch(() => undefined);
    if (found !== sha256) throw new NotABackup(folder, `${path} is not what was written`);
  }
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
