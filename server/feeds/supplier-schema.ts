import { businessDay, dateOfDay, dayOfDate } from '../core/business-time.ts';
import { builder, type GraphQLContext } from '../graphql/builder.ts';
import { calendarRange, everyDay, type CalendarDay, type DayRange } from './calendar.ts';
import './profile-schema.ts'; // the types that its fields name
import { isPaused } from './supplier.ts';

const MAX_HISTORY = 200;

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

function within({ from, to }: DayRange) {
  return { where: { date: { gte: dateOfDay(from), lte: dateOfDay(to) } } };
}

function today({ now, company }: GraphQLContext) {
  return businessDay(now(), company.timeZone);
}
