import { randomBytes } from 'node:crypto';
import { cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DomainError } from '../core/errors.ts';
import { readWarehouseMigrations } from '../core/warehouse-migrations.ts';
import { writeManifest, type Manifest } from './manifest.ts';
import { dumpTables } from './postgres-tables.ts';
import { copyFrozen, type FrozenTable } from './warehouse-parts.ts';

/** What of the data folder is neither of the two databases. */
const BESIDE_DATABASES = ['files', 'auth-secret', 'sample.json'];

/** Something is in the way of what is to be written. */
export class PlaceTaken extends DomainError {
  constructor(path: string) {
    super(
      'PLACE_TAKEN',
      `There is something at ${path} already. Name another place, or move it away.`,
    );
  }
}

/** An installation whose databases are embedded, and run. */
export interface Installation {
  dataFolder: string;
  postgresUrl: string;
  /** Keeps the rows of some databases of the warehouse aside, under a name; `answer` is a free path. */
  freeze: (asked: { name: string; databases: string[]; answer: string }) => Promise<FrozenTable[]>;
}

/**
 * Writes all that an installation of one machine knows to a new folder, while it works: Postgres as of
 * one instant and the warehouse as of a moment later, which is no more than what a backfill finds.
 *
 * The folder holds secrets and is its owner's alone. It is there once it is whole.
 *
 * @throws {PlaceTaken} {FreezeFailed}
 */
export async function backUp(installation: Installation, target: string): Promise<Manifest> {
  const { dataFolder, postgresUrl, freeze } = installation;
  const folder = resolve(target);
  if (await exists(folder)) throw new PlaceTaken(folder);
  const draft = `${folder}.new-${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    const takenAt = new Date().toISOString();
    const dump = await dumpTables(postgresUrl, draft);
    const name = randomBytes(8).toString('hex');
    const answer = join(draft, 'frozen.json');
    const tables = await freeze({ name, databases: dump.warehouses, answer });
    await rm(answer, { force: true });
    const parts = await copyFrozen(join(dataFolder, 'clickhouse'), name, tables, draft);
    await copyBeside(dataFolder, draft);
    const warehouseMigrations = readWarehouseMigrations().map((migration) => migration.name);
    const manifest: Manifest = { format: 1, takenAt, ...dump, warehouseMigrations, parts };
    await writeManifest(draft, manifest);
    await rename(draft, folder);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Copies what is there of the rest of a data folder. */
export async function copyBeside(from: string, to: string): Promise<void> {
  for (const name of BESIDE_DATABASES) {
    const source = join(from, name);
    if (!(await exists(source))) continue;
    await cp(source, join(to, name), { recursive: true, preserveTimestamps: true });
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
