import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';
import { InvestigationFilterInput } from './filter-schema.ts';
import { InvestigationConnection } from './list-schema.ts';
import { countOfSupplier, listOfSupplier } from './list.ts';

builder.prismaObjectFields(Supplier, (t) => ({
  openInvestigations: t.int({
    description: 'How many of its failures wait for a person, snoozed ones included.',
    resolve: ({ supplierId }, _args, ctx) => countOfSupplier(ctx, supplierId, { status: ['OPEN'] }),
  }),
  investigations: t.field({
    type: InvestigationConnection,
    description:
      'Its investigations, newest failure first; 50 unless `first` or `last` says otherwise, at most 500.',
    args: {
      filter: t.arg({ type: InvestigationFilterInput }),
      first: t.arg.int(),
      after: t.arg.string(),
      last: t.arg.int(),
      before: t.arg.string(),
    },
    resolve: ({ supplierId }, args, ctx) => listOfSupplier(ctx, supplierId, args),
  }),
}));
