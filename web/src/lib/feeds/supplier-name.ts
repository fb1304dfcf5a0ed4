/** A supplier is its number until somebody names it. */
export function supplierName(supplier: { supplierId: number; name: string | null }): string {
  return supplier.name ?? `Supplier ${supplier.supplierId}`;
}
