import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Supplier } from '../core/generated/prisma/client.ts';

/**
 * The supplier of a number, or undefined where there is none. For a page of investigations, or one event
 * and all its subscribers, it is one query.
 */
export function findSupplier(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  supplierId: number,
): Promise<Supplier | undefined> {
  return batched(db, `supplier ${company.id}`, supplierId, async (supplierIds) => {
    const where = { companyId: company.id, supplierId: { in: supplierIds } };
    const suppliers = await db.supplier.findMany({ where });
    return new Map(suppliers.map((row) => [row.supplierId, row]));
  });
}
