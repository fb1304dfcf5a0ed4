import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { businessDay, dateOfDay, dayOfDate } from '../core/business-time.ts';
import { Bucket as BucketValues } from '../core/generated/prisma/client.ts';
import { builder, type GraphQLContext } from '../graphql/builder.ts';
import { nextExpectedDate } from './cadence.ts';
import { calendarRange, everyDay, type CalendarDay, type DayRange } from './calendar.ts';
import { countBuckets, type BucketCount } from './count-buckets.ts';
import { listAnomalies, listSuppliers, type Along, type SupplierPage } from './supplier-pages.ts';

const MAX_HISTORY = 200;

const Bucket = builder.enumType('Bucket', {
  description: 'How regularly a supplier delivers.',
  values: {
    CONSISTENT: { description: 'Its gaps differ by no more than half of their median.' },
    INCONSISTENT: { description: 'Its gaps differ by more.' },
    NEW: { description: 'It has succeeded on one day, less than 28 days ago.' },
    DEAD: { description: 'It has been silent for 28 days or longer.' },
  } satisfies Record<keyof typeof BucketValues, object>,
});

builder.prismaObject('CadenceProfile', {
  description: 'How regularly a supplier delivers, as of a day. Gaps and ages are in days.',
  fields: (t) => ({
    successDays: t.exposeInt('successDays', {
      description:
        'Days with at least one loaded price row in the 180 days up to asOf or, when the supplier has ' +
        'been silent for longer, up to its last one.',
    }),
    medianGapDays: t.exposeInt('medianGapDays', {
      nullable: true,
      description:
        'The upper median of the gaps between neighbouring success days; null without a gap.',
    }),
    sdGap: t.exposeFloat('sdGap', {
      nullable: true,
      description: 'The population standard deviation of the gaps; null without a gap.',
    }),
    daysSinceLast: t.exposeInt('daysSinceLast'),
    lastSuccessDate: t.field({
      type: 'Date',
      resolve: ({ lastSuccessDate }) => dayOfDate(lastSuccessDate),
    }),
    bucket: t.expose('bucket', { type: Bucket }),
    isAnomaly: t.exposeBoolean('isAnomaly', {
      description: 'Silent for more than twice its own median gap.',
    }),
    timesOwnRhythm: t.exposeFloat('timesOwnRhythm', {
      nullable: true,
      description: 'daysSinceLast divided by medianGapDays; null without a gap.',
    }),
    nextExpectedDate: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The day a file is due by its own rhythm, lastSuccessDate + medianGapDays; in the past when ' +
        'overdue, null without a gap or when dead.',
      resolve: (row) =>
        nextExpectedDate({ ...row, lastSuccessDate: dayOfDate(row.lastSuccessDate) }),
    }),
    asOf: t.field({
      type: 'Date',
      description: 'The business day this is true for.',
      resolve: ({ asOf }) => dayOfDate(asOf),
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});

builder.prismaObject('BucketChange', {
  description: 'A supplier came from one bucket to another.',
  fields: (t) => ({
    date: t.field({
      type: 'Date',
      description: 'The business day as of which it was seen.',
      resolve: ({ date }) => dayOfDate(date),
    }),
    from: t.expose('fromBucket', {
      type: Bucket,
      nullable: true,
      description: 'null when the supplier was seen for the first time.',
    }),
    to: t.expose('toBucket', { type: Bucket }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When the refresh that saw it ran.',
    }),
  }),
});

const CadenceDay = builder.objectRef<CalendarDay>('CadenceDay').implement({
  description: 'What arrived from a supplier on a business day.',
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    hadFile: t.exposeBoolean('hadFile', { description: 'Whether a price row was loaded.' }),
    attempts: t.exposeInt('attempts', {
      description: 'Deliveries, or successes plus failures where deliveries are not known.',
    }),
    errors: t.exposeInt('errors', { description: 'Failures.' }),
    lastStage: t.exposeString('lastStage', {
      nullable: true,
      description: 'Where the last attempt ended; null when there was none or nobody said.',
    }),
  }),
});

export const Supplier = builder.prismaObject('Supplier', {
  description: 'Somebody who sends us price lists again and again.',
  fields: (t) => ({
    id: t.id({ resolve: ({ supplierId }) => supplierId }),
    supplierId: t.exposeInt('supplierId', { description: 'Its number in the warehouse (supid).' }),
    name: t.exposeString('name', { nullable: true, description: 'null until somebody names it.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description: 'Who of us looks after it; null until somebody says.',
    }),
    contact: t.exposeString('contact', {
      nullable: true,
      description: 'How to reach it; null until somebody says.',
    }),
    adminUrl: t.exposeString('adminUrl', {
      nullable: true,
      description: 'Its page in the company’s own system; null until somebody says.',
    }),
    pausedUntil: t.expose('pausedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when its silence is agreed on; null when it is not paused.',
    }),
    profile: t.relation('profile', {
      nullable: true,
      description: 'null before its first success day.',
    }),
    bucketHistory: t.relation('bucketChanges', {
      description: `Its changes of bucket, newest first, at most ${MAX_HISTORY}.`,
      args: { first: t.arg.int({ defaultValue: 20 }) },
      query: ({ first }) => ({
        orderBy: { date: 'desc' },
        take: Math.min(Math.max(first ?? 20, 1), MAX_HISTORY),
      }),
    }),
    calendar: t.field({
      type: [CadenceDay],
      description:
        'One entry a day from `from` to `to`, both included, at most 400; by default the 180 days up ' +
        'to today.',
      args: { from: t.arg({ type: 'Date' }), to: t.arg({ type: 'Date' }) },
      select: (args, ctx) => ({ cadenceDays: within(calendarRange(args, today(ctx))) }),
      resolve: ({ cadenceDays }, args, ctx) => {
        const known = cadenceDays.map((day) => ({ ...day, date: dayOfDate(day.date) }));
        return everyDay(known, calendarRange(args, today(ctx)));
      },
    }),
  }),
});

const SupplierConnection = builder.connectionObject(
  {
    type: Supplier,
    name: 'SupplierConnection',
    fields: (t) => ({
      totalCount: t.int({
        description: 'Of all pages.',
        // the connection's shape is the plugin's; both resolvers below return the whole page
        resolve: (page) => (page as SupplierPage).countAll(),
      }),
    }),
  },
  { name: 'SupplierEdge' },
);

const BucketCountType = builder.objectRef<BucketCount>('BucketCount').implement({
  description: 'How many suppliers are in a bucket.',
  fields: (t) => ({
    bucket: t.expose('bucket', { type: Bucket }),
    suppliers: t.exposeInt('suppliers'),
    change7Days: t.exposeInt('net_change', {
      description: 'Suppliers that came in less those that left over the last 7 days.',
    }),
  }),
});

builder.queryFields((t) => ({
  buckets: t.field({
    type: [BucketCountType],
    description: 'Every bucket once, empty ones too.',
    resolve: (_root, _args, ctx) => countBuckets(ctx),
  }),
  anomalies: t.connection(
    {
      type: Supplier,
      description:
        'Suppliers silent for more than twice their own median gap, furthest past their rhythm first.',
      args: { includeDead: t.arg.boolean({ defaultValue: false }) },
      resolve: (_root, args, context, info) =>
        listAnomalies(context, args, readAlong(context, info)),
    },
    SupplierConnection,
  ),
  supplier: t.prismaField({
    type: Supplier,
    nullable: true,
    description: 'null when the warehouse never told of it.',
    args: { supplierId: t.arg.int({ required: true }) },
    resolve: (query, _root, { supplierId }, { db, company }) =>
      db.supplier.findUnique({
        ...query,
        where: { companyId_supplierId: { companyId: company.id, supplierId } },
      }),
  }),
  suppliers: t.connection(
    {
      type: Supplier,
      description: 'Suppliers by number.',
      args: {
        bucket: t.arg({ type: Bucket }),
        search: t.arg.string({ description: 'The beginning of a number or a part of a name.' }),
      },
      resolve: (_root, args, context, info) =>
        listSuppliers(context, args, readAlong(context, info)),
    },
    SupplierConnection,
  ),
}));

function readAlong(context: GraphQLContext, info: GraphQLResolveInfo): Along {
  return queryFromInfo({ context, info, path: ['edges', 'node'] }).include ?? null;
}

function within({ from, to }: DayRange) {
  return { where: { date: { gte: dateOfDay(from), lte: dateOfDay(to) } } };
}

function today({ now, company }: GraphQLContext) {
  return businessDay(now(), company.timeZone);
}
