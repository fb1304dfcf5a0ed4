import { m } from '#lib/paraglide/messages.js';

/** A supplier is its number until somebody names it. */
export function supplierName(supplier: { supplierId: number; name: string | null }): string {
  return supplier.name ?? m.supplier_n({ number: supplier.supplierId });
}
