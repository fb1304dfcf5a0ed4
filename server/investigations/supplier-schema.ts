import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';
import { ReasonCount, StageCount } from './dashboard-schema.ts';
import { countOfSupplier } from './list.ts';
import { readSupplierFailures, type SupplierFailures } from './supplier-failures.ts';

const SupplierFailuresType = builder.objectRef<SupplierFailures>('SupplierFailures').implement({
  description: 'What a supplier failed at, most failures first.',
  fields: (t) => ({
    byError: t.expose('byError', { type: [ReasonCount] }),
    byStage: t.expose('byStage', { type: [StageCount] }),
  }),
});

builder.objectFields(Supplier, (t) => ({
  openInvestigations: t.int({
    description: 'How many of its failures wait for a person, snoozed ones included.',
    resolve: ({ supplierId }, _args, ctx) => countOfSupplier(ctx, supplierId, { status: ['OPEN'] }),
  }),
  failureCauses: t.field({
    type: SupplierFailuresType,
    description: 'Its failures of the 180 business days that end today.',
    resolve: ({ supplierId }, _args, ctx) => readSupplierFailures(ctx, supplierId),
  }),
}));
