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
    fields: (t) => ({
      totalCount: t.int({
        description: 'Of all pages.',
        extensions: costs({ rows: tableSize('cadence_profile') }),
        // the connection's shape is the plugin's; the resolver below returns the whole page
        resolve: (page) => (page as SupplierPage).countAll(),
      }),
    }),
  },
  { name: 'SupplierEdge' },
);

const BucketDayType = builder.objectRef<BucketDay>('BucketDay').implement({
  description: 'How many suppliers a bucket had at the end of a business day.',
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    suppliers: t.exposeInt('suppliers'),
  }),
});

const BucketCountType = builder.objectRef<BucketCount>('BucketCount').implement({
  description: 'How many suppliers are in a bucket.',
  fields: (t) => ({
    bucket: t.expose('bucket', { type: Bucket }),
    suppliers: t.exposeInt('suppliers'),
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
      includeDead: t.arg.boolean({ defaultValue: false }),
      includePaused: t.arg.boolean({ defaultValue: false }),
      first: t.arg.int({ defaultValue: DEFAULT_PAGE }),
      after: t.arg.string(),
    },
    resolve: (_root, args, ctx) => listAnomalies(ctx, args),
  }),
  supplier: t.field({
    type: Supplier,
    authScopes: { may: 'READ' },
    nullable: true,
    description: 'null when the warehouse never told of it.',
    args: { supplierId: t.arg.int({ required: true }) },
    resolve: (_root, { supplierId }, ctx) => findSupplier(ctx, supplierId),
  }),
}));
