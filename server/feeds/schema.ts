import { builder } from '../graphql/builder.ts';
import { costs, tableSize } from '../graphql/field-cost.ts';
import type { BucketDay } from './bucket-history.ts';
import {
  countBuckets,
  HISTORY_DAYS,
  readBucketHistory,
  type BucketCount,
} from './count-buckets.ts';
import { findSupplier } from './find-supplier.ts';
import { DEFAULT_PAGE, listAnomalies, MAX_PAGE, type SupplierPage } from './list-anomalies.ts';
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
    suppliers: t.exposeInt('suppliers', { description: 'How many are in it now.' }),
    change7Days: t.exposeInt('net_change', {
      description: 'Suppliers that came in less those that left over the last 7 days.',
    }),
    history: t.field({
      type: [BucketDayType],
      extensions: costs({ rows: HISTORY_DAYS, size: HISTORY_DAYS }),
      description:
        `Each of the ${HISTORY_DAYS} days up to that of the newest refresh, from the first one on, oldest ` +
        'first.',
      resolve: (bucket, _args, ctx) => readBucketHistory(ctx, bucket),
    }),
  }),
});

builder.queryFields((t) => ({
  buckets: t.field({
    type: [BucketCountType],
    extensions: costs({ rows: tableSize('cadence_profile'), size: 4 }),
    authScopes: { may: 'READ' },
    description: 'Every bucket once, empty ones too.',
    resolve: (_root, _args, ctx) => countBuckets(ctx),
  }),
  anomalies: t.field({
    type: SupplierConnection,
    extensions: costs({ rows: tableSize('cadence_profile') }),
    authScopes: { may: 'READ' },
    description:
      'Suppliers silent for more than twice their own median gap, furthest past their rhythm first; ' +
      `at most ${MAX_PAGE} at a time. A paused one is left out until its pause ends.`,
    args: {
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
    resolve: (_root, args, ctx) => listAnomalies(ctx, args),
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
