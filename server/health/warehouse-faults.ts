import { listCompanies } from '../accounts/service.ts';
import type { Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { findWarehouseFaults } from '../core/warehouse-tables.ts';

/** Names what each company's warehouse lacks, which its robots and people can do without for a while. */
export async function logWarehouseFaults(ctx: Context): Promise<void> {
  if (!ctx.config.clickhouse.url) return; // then its tables are ours
  for (const { slug: company, warehouseDatabase } of await listCompanies(ctx)) {
    try {
      const faults = await findWarehouseFaults(ctx.clickhouse, warehouseDatabase);
      for (const fault of faults) ctx.log.error({ company }, fault);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      ctx.log.error({ company }, error.message);
      return; // the others have the same server
    }
  }
}
