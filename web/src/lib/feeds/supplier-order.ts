import type { SuppliersOrder } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** How the suppliers stand, by the word in the address; the first when there is none. */
export const ORDERS = {
  number: { name: m.suppliers_by_number, order: { field: 'SUPPLIER_ID' } },
  name: { name: m.suppliers_by_name, order: { field: 'NAME' } },
  bucket: { name: m.suppliers_by_bucket, order: { field: 'BUCKET' } },
  silent: { name: m.suppliers_by_silence, order: { field: 'DAYS_SINCE_LAST', direction: 'DESC' } },
  late: { name: m.suppliers_by_lateness, order: { field: 'TIMES_OWN_RHYTHM', direction: 'DESC' } },
} satisfies Record<string, { name: () => string; order: SuppliersOrder }>;

export type Order = keyof typeof ORDERS;

/** The order of an address; by number where it is none of ours. */
export function readOrder(text: string | null): Order {
  return text !== null && text in ORDERS ? (text as Order) : 'number'; // just asked
}
