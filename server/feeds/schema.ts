import { builder } from '../graphql/builder.ts';
import { costs, tableSize, type Asked } from '../graphql/field-cost.ts';
import type { BucketDay } from './bucket-history.ts';
import { WINDOW_DAYS } from './cadence.ts';
import {
  countBuckets,
  countPastBuckets,
  HISTORY_DAYS,
  readBucketHistory,
  type BucketCount,
} from './count-buckets.ts';
import { findSupplier } from './find-supplier.ts';
import {
  DEFAULT_PAGE,
  listAnomalies,
  listPastAnomalies,
  MAX_PAGE,
  type SupplierPage,
} from './list-anomalies.ts';
import { Bucket } from './profile-schema.ts';
import './supplier-edit-schema.ts';
import { Supplier } from './supplier-schema.ts';

const SupplierConnection = builder.connectionObject(
  {
    type: Supplier,
    name: 'SupplierConnection',
    description: 'A part of a list of suppliers.',
    fields: (t) => ({
      totalCount: t.int({
        description: 'Of all pages.',
        extensions: costs({ rows: tableSize('cadence_profile') }),
        // the connection's shape is the plugin's; the resolver below returns the whole page
        resolve: (page) => (page as SupplierPage).countAll(),
      }),
    }),
  },
  { name: 'SupplierEdge', description: 'A supplier and its place in the list.' },
);

const BucketDayType = builder.objectRef<BucketDay>('BucketDay').implement({
  description: 'How many suppliers a bucket had at the end of a business day.',
  fields: (t) => ({
    date: t.expose('date', { description: 'The business day.', type: 'Date' }),
    suppliers: t.exposeInt('suppliers', { description: 'How many it had at the end of that day.' }),
  }),
});

const BucketCountType = builder.objectRef<BucketCount>('BucketCount').implement({
  description: 'How many suppliers are in a bucket.',
  fields: (t) => ({
    bucket: t.expose('bucket', { description: 'Which one.', type: Bucket }),
    suppliers: t.exposeInt('suppliers', {
      description: 'How many are in it, now or as of the day asked for.',
    }),
    change7Days: t.exposeInt('net_change', {
      description: 'Suppliers that came in less those that left over the 7 days up to then.',
    }),
    history: t.field({
      type: [BucketDayType],
      extensions: costs({ rows: HISTORY_DAYS, size: HISTORY_DAYS }),
      description:
        `Each of the ${HISTORY_DAYS} days up to that of the newest refresh, from the first one on and up to the ` +
        'day asked for, oldest first.',
      resolve: (bucket, _args, ctx) => readBucketHistory(ctx, bucket),
    }),
  }),
});

const AS_OF =
  'A business day up to today: by the rule of cadence over the success days that the warehouse has by now. ' +
  'Absent: as of the last refresh.';

/** Those of the last refresh, or for a past day the success days of the window of each supplier. */
function profilesRead(asked: Asked): number {
  const suppliers = tableSize('cadence_profile')(asked);
  return asked.args['asOf'] ? suppliers * WINDOW_DAYS : suppliers;
}

builder.queryFields((t) => ({
  buckets: t.field({
    type: [BucketCountType],
    extensions: costs({ rows: profilesRead, size: 4 }),
    authScopes: { may: 'READ' },
    description: 'Every bucket once, empty ones too.',
    args: { asOf: t.arg({ type: 'Date', description: AS_OF }) },
    resolve: (_root, { asOf }, ctx) => (asOf ? countPastBuckets(ctx, asOf) : countBuckets(ctx)),
  }),
  anomalies: t.field({
    type: SupplierConnection,
    extensions: costs({ rows: profilesRead }),
    authScopes: { may: 'READ' },
    description:
      'Suppliers silent for more than twice their own median gap, furthest past their rhythm first; ' +
      `at most ${MAX_PAGE} at a time. A paused one is left out until its pause ends.`,
    args: {
      asOf: t.arg({ type: 'Date', description: AS_OF }),
      includeDead: t.arg.boolean({
        description: 'Also those that have been silent for 28 days or longer.',
        defaultValue: false,
      }),
      includePaused: t.arg.boolean({
        description: 'Also those whose silence is agreed on.',
        defaultValue: false,
      }),
      first: t.arg.int({ description: 'How many at most.', defaultValue: DEFAULT_PAGE }),
      after: t.arg.string({ description: 'A cursor of the same list in the same order.' }),
    },
    resolve: (_root, { asOf, ...args }, ctx) =>
      asOf ? listPastAnomalies(ctx, asOf, args) : listAnomalies(ctx, args),
  }),
  supplier: t.field({
    type: Supplier,
    authScopes: { may: 'READ' },
    nullable: true,
    description: 'null when the warehouse never told of it.',
    args: {
      supplierId: t.arg.int({
        description: "The supplier's number in the warehouse.",
        required: true,
      }),
    },
    resolve: (_root, { supplierId }, ctx) => findSupplier(ctx, supplierId),
  }),
}));
