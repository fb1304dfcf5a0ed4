import { businessDay } from '../core/business-time.ts';
import type { Supplier as SupplierRow } from '../core/generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { costs, type Asked } from '../graphql/field-cost.ts';
import { calendarRange, type CalendarDay } from './calendar.ts';
import { findSupplier } from './find-supplier.ts';
import { BucketChangeType, ProfileType } from './profile-schema.ts';
import { readCalendar } from './read-calendar.ts';
import { readPastProfile, readProfile } from './read-profile.ts';
import { isPaused } from './supplier.ts';

export const CadenceDayType = builder.objectRef<CalendarDay>('CadenceDay').implement({
  description: 'What arrived from a supplier on a business day.',
  fields: (t) => ({
    supplierId: t.exposeInt('supplierId', {
      description: "The supplier's number in the warehouse.",
    }),
    date: t.expose('date', { type: 'Date', description: 'The business day.' }),
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

export const Supplier = builder.objectRef<SupplierRow>('Supplier').implement({
  description: 'Somebody who sends us price lists again and again.',
  fields: (t) => ({
    id: t.id({ description: 'supplierId.', resolve: ({ supplierId }) => supplierId }),
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
    pausedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when its silence is agreed on, and no anomaly; null when it is not paused, or no longer.',
      resolve: ({ pausedUntil }, _args, { now }) =>
        isPaused(pausedUntil, now()) ? pausedUntil : null,
    }),
    version: t.exposeInt('version', {
      description: 'Grows with every edit; an edit names the one it was decided on.',
    }),
    profile: t.field({
      type: ProfileType,
      extensions: costs({ rows: ({ args }) => (args['asOf'] ? MAX_DAYS : 1) }),
      nullable: true,
      description:
        'How regularly it delivers, as of the last refresh or of a day; null before its first success day.',
      args: {
        asOf: t.arg({
          type: 'Date',
          description:
            'A business day up to today: its profile by the rule of cadence over the success days that ' +
            'the warehouse has by now. Absent: what the last refresh wrote.',
        }),
      },
      resolve: ({ supplierId }, { asOf }, ctx) =>
        asOf ? readPastProfile(ctx, supplierId, asOf) : readProfile(ctx, supplierId),
    }),
    calendar: t.field({
      type: [CadenceDayType],
      extensions: costs({ rows: daysOf, size: daysOf, narrow: 'ask for fewer days' }),
      description:
        'One entry a day from `from` to `to`, both included, at most 400; by default the 180 days up ' +
        'to today.',
      args: {
        from: t.arg({ type: 'Date', description: 'The first day; absent: 180 days up to `to`.' }),
        to: t.arg({ type: 'Date', description: 'The last day; absent: today.' }),
      },
      resolve: ({ supplierId }, args, ctx) => {
        const today = businessDay(ctx.now(), ctx.company.timeZone);
        return readCalendar(ctx, supplierId, calendarRange(args, today));
      },
    }),
  }),
});

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_DAYS = 400;

/** Of a calendar, both ends included. */
function daysOf({ args: { from, to } }: Asked): number {
  if (!from || !to) return MAX_DAYS;
  const days = (Date.parse(to as string) - Date.parse(from as string)) / DAY_MS + 1; // of type Date
  return Math.min(Math.max(days, 0), MAX_DAYS);
}

// Who a row is of, for lists of them.
for (const type of [ProfileType, BucketChangeType, CadenceDayType]) {
  builder.objectField(type, 'supplier', (t) =>
    t.field({
      type: Supplier,
      description: 'The supplier.',
      resolve: async ({ supplierId }, _args, ctx) => (await findSupplier(ctx, supplierId))!, // a foreign key says so
    }),
  );
}
