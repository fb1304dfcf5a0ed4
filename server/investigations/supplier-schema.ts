import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { ofOneSupplier } from './cost.ts';
import { ReasonCount, StageCount } from './dashboard-schema.ts';
import { countOfSupplier } from './list.ts';
import { readSupplierFailures, type SupplierFailures } from './supplier-failures.ts';

const SupplierFailuresType = builder.objectRef<SupplierFailures>('SupplierFailures').implement({
  description: 'What a supplier failed at, most failures first.',
  fields: (t) => ({
    byError: t.expose('byError', {
      description: 'By error.',
      type: [ReasonCount],
      extensions: costs({ rows: 0, size: 50 }),
    }),
    byStage: t.expose('byStage', {
      description: 'By stage.',
      type: [StageCount],
      extensions: costs({ rows: 0, size: 32 }),
    }),
  }),
});

builder.objectFields(Supplier, (t) => ({
  openInvestigations: t.int({
    description: 'How many of its failures wait for a person, snoozed ones included.',
    extensions: costs({ rows: ofOneSupplier }),
    resolve: ({ supplierId }, _args, ctx) => countOfSupplier(ctx, supplierId, { status: ['OPEN'] }),
  }),
  failureCauses: t.field({
    type: SupplierFailuresType,
    extensions: costs({ rows: ofOneSupplier }),
    description: 'Its failures of the 180 business days that end today.',
    resolve: ({ supplierId }, _args, ctx) => readSupplierFailures(ctx, supplierId),
  }),
}));
