import { join } from 'node:path';
import { addDays, businessDay, wallClockAt } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { sampleFailures } from './sample-failures.ts';
import { playHistory } from './sample-history.ts';
import { readSampleProgress, writeSampleProgress } from './sample-progress.ts';
import { sampleSuppliers, type SampleSupplier } from './sample-suppliers.ts';
import { loadWarehouse, writeFiles, type Sample } from './sample-warehouse.ts';
import { isEmpty } from './statements.ts';

/**
 * Fills an empty embedded installation with the sample, and says so. Where there is anything already,
 * or the sample was loaded before, it does nothing.
 *
 * It may break off anywhere: each of its steps is harmless to repeat, and the next call repeats them
 * for the same instant, so that nothing comes twice.
 */
export async function loadSampleData(
  ctx: CompanyContext,
  say: (sentence: string) => void,
): Promise<void> {
  const { clickhouse, company, dataFolder } = ctx;
  if (dataFolder === undefined) return; // both databases are servers
  const warehouse = { clickhouse, database: company.warehouseDatabase };
  const begun = await readSampleProgress(dataFolder);
  if (begun?.isLoaded || !(begun || (await isEmptyInstallation(ctx)))) return;

  const now = begun?.now ?? ctx.now();
  say(begun ? 'Going on with the sample data …' : 'Nothing is here yet: loading sample data …');
  await writeSampleProgress(dataFolder, { now, isLoaded: false });
  const sample = sampleOf(now, company.timeZone);
  await nameSuppliers(ctx, sample.suppliers);
  const files = await writeFiles(sample, join(dataFolder, 'files'), company.timeZone);
  const rows = await loadWarehouse(warehouse, sample, join(dataFolder, 'sample'));
  const open = await playHistory(ctx, sample.failures);
  await writeSampleProgress(dataFolder, { now, isLoaded: true });
  say(
    `Loaded sample data: ${sample.suppliers.length} suppliers, ${rows} price rows, ` +
      `${sample.failures.length} failures (${open} cases open) and ${files} files.`,
  );
}

async function isEmptyInstallation({ clickhouse, db, company }: CompanyContext): Promise<boolean> {
  const [warehouse] = await isEmpty(clickhouse, { database: company.warehouseDatabase });
  const supplier = await db.supplier.findFirst({ where: { companyId: company.id } });
  return warehouse?.is_empty === 1 && supplier === null; // nobody logs a failure without a supplier
}

/** The whole sample as of an instant; its history ends with the day before, its failures at it. */
export function sampleOf(now: Date, timeZone: string): Sample {
  const yesterday = addDays(businessDay(now, timeZone), -1);
  const suppliers = sampleSuppliers(yesterday);
  return { yesterday, suppliers, failures: sampleFailures(suppliers, wallClockAt(now, timeZone)) };
}

async function nameSuppliers(
  { db, company }: CompanyContext,
  suppliers: readonly SampleSupplier[],
): Promise<void> {
  const data = suppliers.map(({ supplierId, name, owner, contact }) => ({
    companyId: company.id,
    supplierId,
    name,
    owner,
    contact,
  }));
  await db.supplier.createMany({ data, skipDuplicates: true });
}
