import './api-keys-schema.ts';
import './members-schema.ts';
import { businessDay } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { updateCompany } from './company.ts';

const CompanyType = builder.prismaObject('Company', {
  description: 'The company whose suppliers, investigations and jobs these are.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As people see it.' }),
    timeZone: t.exposeString('timeZone', {
      description: 'IANA name of the business time zone; every calendar day is in it.',
    }),
    today: t.field({
      type: 'Date',
      description: 'The calendar day it is in the business time zone.',
      resolve: ({ timeZone }, _args, { now }) => businessDay(now(), timeZone),
    }),
  }),
});

builder.queryField('company', (t) =>
  t.field({
    type: CompanyType,
    authScopes: { may: 'READ' },
    description: 'The company the caller works for.',
    resolve: (_root, _args, { company }) => company,
  }),
);

builder.mutationField('updateCompany', (t) =>
  t.field({
    type: CompanyType,
    authScopes: { may: 'ADMINISTER' },
    description: "Changes the company's name and time zone.",
    errors: { types: [InvalidInput] },
    args: {
      name: t.arg.string({ description: 'As people see it.', required: true }),
      timeZone: t.arg.string({ required: true, description: 'IANA name, e.g. Europe/Moscow.' }),
    },
    resolve: (_root, input, ctx) => updateCompany(ctx, input),
  }),
);
