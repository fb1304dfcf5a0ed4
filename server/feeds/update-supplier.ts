import { z } from 'zod';
import type { CompanyContext } from '../core/context.ts';
import { DomainError, parseInput } from '../core/errors.ts';
import type { Supplier } from '../core/generated/prisma/client.ts';
import { defineStatement, inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';

const MAX_NAME = 256;
const MAX_OWNER = 128;
const MAX_CONTACT = 256;
const MAX_URL = 1024;

export class SupplierNotFound extends DomainError {
  constructor(supplierId: number) {
    super(
      'SUPPLIER_NOT_FOUND',
      `There is no supplier ${supplierId}; it appears with its first file or failure.`,
    );
  }
}

/** Somebody edited the supplier after the caller had read it. */
export class SupplierConflict extends DomainError {
  readonly current: Supplier;

  constructor(current: Supplier) {
    super(
      'SUPPLIER_CONFLICT',
      `Supplier ${current.supplierId} was edited meanwhile and is at version ${current.version}. ` +
        'Look at it as it is now and decide again.',
    );
    this.current = current;
  }
}

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Is longer than ${longest} characters; shorten it.`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'Is no text; type it anew.')
    .transform((value) => value || null)
    .nullish();

const link = text(MAX_URL).refine(
  (value) => !value || isWebAddress(value),
  'Is no address of a web page; copy it from the browser, from https:// on.',
);

/** What is absent stays; null or blank clears. */
const edits = z.object({
  name: text(MAX_NAME),
  owner: text(MAX_OWNER),
  contact: text(MAX_CONTACT),
  adminUrl: link,
  pausedUntil: z.date().nullish(),
});

export interface UpdateSupplierInput extends z.input<typeof edits> {
  supplierId: number;
  /** The version the caller saw. */
  version: number;
}

type Editor = Pick<CompanyContext, 'pg' | 'db' | 'company' | 'actor' | 'cache' | 'eventsAppended'>;

const editSupplier = defineStatement<Supplier>('feeds/update-supplier');

/**
 * Changes what people know of a supplier.
 *
 * @throws {InvalidInput} {SupplierNotFound} {SupplierConflict}
 */
export async function updateSupplier(
  ctx: Editor,
  { supplierId, version, ...asked }: UpdateSupplierInput,
): Promise<Supplier> {
  const changes = parseInput(edits, asked);
  const edited = await inTransaction(ctx.pg, async (transaction) => {
    const values = [ctx.company.id, supplierId, version, JSON.stringify(changes)];
    const [supplier] = await editSupplier(transaction, values);
    if (supplier) await tellOf(ctx, transaction, supplier, Object.keys(changes));
    return supplier;
  });
  if (!edited) throw await refusal(ctx, supplierId);
  ctx.cache.invalidate(ctx.company.id);
  ctx.eventsAppended();
  return edited;
}

function tellOf(
  { company, actor }: Editor,
  transaction: Queryable,
  { companyId: _, ...supplier }: Supplier,
  fields: string[],
): Promise<void> {
  return appendEvents(transaction, [
    {
      companyId: company.id,
      kind: 'supplier.changed',
      entityId: String(supplier.supplierId),
      actor,
      payload: { ...supplier, change: { fields } },
    },
  ]);
}

/** Why there was nothing to edit. */
async function refusal({ db, company }: Editor, supplierId: number): Promise<DomainError> {
  const current = await db.supplier.findUnique({
    where: { companyId_supplierId: { companyId: company.id, supplierId } },
  });
  return current ? new SupplierConflict(current) : new SupplierNotFound(supplierId);
}

function isWebAddress(value: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(value)?.protocol ?? '');
}
