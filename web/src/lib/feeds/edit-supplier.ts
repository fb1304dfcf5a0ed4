import { request, RequestFailed } from '#lib/graphql/client.ts';
import {
  UpdateSupplierDocument,
  type EditableSupplierFragment,
  type UpdateSupplierInput,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** The fields that people type. */
export const FIELDS = ['name', 'owner', 'contact', 'adminUrl'] as const;
export type Field = (typeof FIELDS)[number];

/** What is typed, field by field; a blank one clears. */
export type Draft = Record<Field, string>;

/** What became of an edit. */
export type Edited =
  | { kind: 'saved' }
  | { kind: 'conflict'; current: EditableSupplierFragment }
  | { kind: 'refused'; fields: string[] }
  | { kind: 'failed'; why: string };

export function draftOf(supplier: Record<Field, string | null>): Draft {
  const { name, owner, contact, adminUrl } = supplier;
  return { name: name ?? '', owner: owner ?? '', contact: contact ?? '', adminUrl: adminUrl ?? '' };
}

/** What was typed over: only that is sent, so that what others changed beside it stays. */
export function changesOf(draft: Draft, base: Draft): Partial<Draft> {
  const changed = FIELDS.filter((field) => draft[field].trim() !== base[field].trim());
  return Object.fromEntries(changed.map((field) => [field, draft[field].trim()]));
}

/** Changes what is known of a supplier; never throws for what the server or the network says. */
export async function editSupplier(input: UpdateSupplierInput): Promise<Edited> {
  try {
    const { outcome } = await request(UpdateSupplierDocument, { input });
    switch (outcome.__typename) {
      case 'Supplier':
        return { kind: 'saved' };
      case 'SupplierConflict':
        return { kind: 'conflict', current: outcome.current };
      case 'InvalidInput':
        return { kind: 'refused', fields: outcome.fields.map(({ field }) => field) };
      case 'SupplierNotFound':
        return { kind: 'failed', why: m.supplier_gone() };
    }
  } catch (error) {
    if (error instanceof RequestFailed) return { kind: 'failed', why: error.message };
    throw error;
  }
}
