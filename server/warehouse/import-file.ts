import type { ImportKind } from './import-kinds.ts';
import { hasChanged, hashOf, ImportRefused, openSource } from './import-source.ts';
import { clear, stageFile, type Staged, type Warehouse } from './import-staging.ts';
import { imports, publish, recordImport, withdraw } from './statements.ts';

/** One file to import. */
export interface ImportRequest {
  kind: ImportKind;
  path: string;
  /** Load the good rows although there are bad ones. Default false: then nothing is loaded. */
  skipBad?: boolean;
}

/** How an import ended; REFUSED is for its bad rows. */
export type ImportOutcome =
  | { state: 'ALREADY_IMPORTED'; rows: number; name: string }
  | ({ state: 'REFUSED' | 'LOADED' } & Staged);

interface Import {
  importId: number;
  kind: ImportKind;
  sha256: string;
  name: string;
  rows: number;
}

/**
 * Loads a file into the embedded warehouse: all of it or, with bad rows in it, nothing unless
 * `skipBad`. The same bytes again, under whatever name, change nothing.
 *
 * It may break off anywhere. Until the ledger says STAGED nothing was loaded, and the next import
 * clears what was staged; from then on `finishImports`, at the next start, brings it to its end.
 * Only one process may work on an embedded warehouse, and it does one import at a time.
 *
 * @throws {ImportRefused} when the file cannot be read or does not have the columns
 */
export async function importFile(
  warehouse: Warehouse,
  { kind, path, skipBad = false }: ImportRequest,
): Promise<ImportOutcome> {
  await finishImports(warehouse);
  const source = await openSource(path);
  const sha256 = await hashOf(source);
  const past = await imports(warehouse.clickhouse, { database: warehouse.database });
  const before = past.find((entry) => entry.kind === kind && entry.sha256 === sha256);
  if (before) return { state: 'ALREADY_IMPORTED', rows: before.rows, name: before.name };

  const staged = await stageFile(warehouse, kind, source);
  if (await hasChanged(source)) throw new ImportRefused(path, 'was changed while it was read.');
  if (staged.badRows > 0 && !skipBad) return { state: 'REFUSED', ...staged };
  const importId = (past[0]?.import_id ?? 0) + 1;
  await load(warehouse, { importId, kind, sha256, name: path, rows: staged.rows });
  return { state: 'LOADED', ...staged };
}

/** Brings to its end an import that broke off after it was staged; to be called at every start. */
export async function finishImports(warehouse: Warehouse): Promise<void> {
  const { clickhouse, database } = warehouse;
  const entries = await imports(clickhouse, { database });
  for (const { import_id: importId, reached, ...entry } of entries) {
    if (reached === 'STAGED') await publishStaged(warehouse, { importId, ...entry });
  }
}

async function load(warehouse: Warehouse, entry: Import): Promise<void> {
  const { clickhouse, database } = warehouse;
  await recordImport(clickhouse, { database, ...entry, state: 'STAGED' });
  await publishStaged(warehouse, entry);
}

/** Running it again is harmless: what an earlier, broken run has loaded is taken out first. */
async function publishStaged(warehouse: Warehouse, entry: Import): Promise<void> {
  const { clickhouse, database } = warehouse;
  const { kind, importId } = entry;
  await withdraw[kind](clickhouse, { database, importId });
  await publish[kind](clickhouse, { database, importId });
  await recordImport(clickhouse, { database, ...entry, state: 'LOADED' });
  await clear(warehouse, kind);
}
