import { businessDay } from '../core/business-time.ts';
import { builder } from '../graphql/builder.ts';

const CompanyType = builder.prismaObject('Company', {
  description: 'The company whose suppliers, investigations and jobs these are.',
  fields: (t) => ({
    name: t.exposeString('name'),
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
    description: 'The company the caller works for.',
    resolve: (_root, _args, { company }) => company,
  }),
);
