/* eslint-disable svelte/prefer-svelte-reactivity -- no page reads the map */
import type { EditableSupplierFragment } from '#lib/graphql/generated.ts';
import { draftOf, type Draft } from './edit-supplier.ts';

const drafts = new Map<number, SupplierDraft>();

/** What is typed of a supplier and not saved yet. It outlives its form, until it is saved or cancelled. */
export class SupplierDraft {
  /** What was typed over. */
  readonly base: Draft;
  fields: Draft = $state({ name: '', owner: '', contact: '', adminUrl: '' });
  /** The version that the reader has seen, and writes over. */
  seenVersion: number = $state(0);
  readonly #supplierId: number;

  constructor(supplier: EditableSupplierFragment) {
    this.base = draftOf(supplier);
    this.fields = draftOf(supplier);
    this.seenVersion = supplier.version;
    this.#supplierId = supplier.supplierId;
  }

  /** Lays it aside when its form is closed, with what was typed. */
  keep(): void {
    drafts.set(this.#supplierId, this);
  }

  /** It was saved, or is not wanted. */
  forget(): void {
    drafts.delete(this.#supplierId);
  }
}

/** What was typed before and not saved, else the supplier as it is. */
export function takeUp(supplier: EditableSupplierFragment): SupplierDraft {
  return drafts.get(supplier.supplierId) ?? new SupplierDraft(supplier);
}
