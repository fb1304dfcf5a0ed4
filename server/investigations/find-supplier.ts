import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import type { Prisma } from '../core/db.ts';
import type { Supplier } from '../core/generated/prisma/client.ts';

/**
 * The supplier of an investigation, which is there since a foreign key says so. For a page of
 * investigations, or one event and all its subscribers, it is one query.
 *
 * @param include the relations to read along
 */
export async function findSupplier(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  supplierId: number,
  include: Prisma.SupplierInclude | null,
): Promise<Supplier> {
  const question = `supplier ${company.id} ${JSON.stringify(include)}`;
  const supplier = await batched(db, question, supplierId, async (supplierIds) => {
    const where = { companyId: company.id, supplierId: { in: supplierIds } };
    const suppliers = await db.supplier.findMany({ include, where });
    return new Map(suppliers.map((row) => [row.supplierId, row]));
  });
  return supplier!;
}
