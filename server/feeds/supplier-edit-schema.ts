import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { Supplier } from './supplier-schema.ts';
import { SupplierConflict, SupplierNotFound, updateSupplier } from './update-supplier.ts';

builder.objectType(SupplierNotFound, {
  name: 'SupplierNotFound',
  description: 'There is no supplier of this number.',
  interfaces: [ErrorInterface],
});

builder.objectType(SupplierConflict, {
  name: 'SupplierConflict',
  description: 'Somebody edited the supplier after the caller had read it; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: Supplier, description: 'As it is now.' }),
  }),
});

const UpdateSupplierInput = builder.inputType('UpdateSupplierInput', {
  description: 'What to change of a supplier. What is left out stays; null or a blank text clears.',
  fields: (t) => ({
    supplierId: t.int({ description: "The supplier's number in the warehouse.", required: true }),
    version: t.int({ required: true, description: 'Of the supplier as the caller saw it.' }),
    name: t.string({ description: 'At most 256 characters.' }),
    owner: t.string({ description: 'Who of us looks after it; at most 128 characters.' }),
    contact: t.string({ description: 'How to reach it; at most 256 characters.' }),
    adminUrl: t.string({
      description: 'Its page in your own system, http or https; at most 1,024 characters.',
    }),
    pausedUntil: t.field({
      type: 'DateTime',
      description: 'Until when its silence is agreed on; an instant in the past ends a pause.',
    }),
  }),
});

builder.mutationField('updateSupplier', (t) =>
  t.field({
    type: Supplier,
    authScopes: { may: 'WORK' },
    description: 'Changes what people know of a supplier.',
    errors: { types: [InvalidInput, SupplierNotFound, SupplierConflict] },
    args: {
      input: t.arg({ description: 'What to change.', type: UpdateSupplierInput, required: true }),
    },
    resolve: (_root, { input }, ctx) => updateSupplier(ctx, input),
  }),
);
