import { findSupplier } from '../feeds/find-supplier.ts';
import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';

/** A row of the warehouse; it has those of its fields that the document asks for. */
interface OfSupplier {
  supplierId: number;
}

interface DeliveryRow extends OfSupplier {
  date: string;
  rows: number;
  skus: number;
}

interface FailureRow extends OfSupplier {
  at: string;
  date: string;
  errorId: number;
  errorText: string;
  failures: number;
}

export const DeliveryType = builder.objectRef<DeliveryRow>('Delivery').implement({
  description: 'What was loaded from a supplier on a business day.',
  fields: (t) => ({
    supplierId: t.exposeInt('supplierId', {
      description: "The supplier's number in the warehouse.",
    }),
    supplier: t.field({
      type: Supplier,
      nullable: true,
      description: 'The supplier; null until a refresh of the profiles has seen it.',
      resolve: ({ supplierId }, _args, ctx) => findSupplier(ctx, supplierId),
    }),
    date: t.expose('date', { type: 'Date', description: 'The business day.' }),
    rows: t.exposeInt('rows', { description: 'Price rows.' }),
    skus: t.exposeInt('skus', {
      description:
        'Different articles, exactly. A warehouse of your own has to have the column `sku` for it.',
    }),
  }),
});

export const FailureType = builder.objectRef<FailureRow>('Failure').implement({
  description:
    'Failures of one supplier in one second for one reason, which the warehouse cannot tell apart.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When, to the second.' }),
    date: t.expose('date', { type: 'Date', description: 'The business day.' }),
    supplierId: t.exposeInt('supplierId', {
      description: "The supplier's number in the warehouse.",
    }),
    supplier: t.field({
      type: Supplier,
      nullable: true,
      description: 'The supplier; null until a refresh of the profiles has seen it.',
      resolve: ({ supplierId }, _args, ctx) => findSupplier(ctx, supplierId),
    }),
    errorId: t.exposeInt('errorId', { description: "The error's number in the dictionary." }),
    errorText: t.exposeString('errorText', {
      description: 'The error in words; `error <number>` where the dictionary does not know it.',
    }),
    failures: t.exposeInt('failures', { description: 'How many.' }),
  }),
});
