import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { ofDays } from './cost.ts';
import type { Dashboard, ReasonFailures, StageFailures } from './dashboard.ts';
import { readDashboard } from './read-dashboard.ts';

const failures = 'Whatever became of them since.';
const stillOpen = 'Those that nobody has closed yet.';

type DayCount = Dashboard['daily'][number];

export const ReasonCount = builder.objectRef<ReasonFailures>('ReasonCount').implement({
  description: 'How often files failed for a reason.',
  fields: (t) => ({
    errorId: t.exposeInt('errorId', { description: "The error's number in the dictionary." }),
    errorText: t.exposeString('errorText', { description: 'In the words of the newest failure.' }),
    failures: t.exposeInt('failures', { description: failures }),
    stillOpen: t.exposeInt('stillOpen', { description: stillOpen }),
  }),
});

export const StageCount = builder.objectRef<StageFailures>('StageCount').implement({
  description: 'How often files failed at a stage.',
  fields: (t) => ({
    stage: t.exposeString('stage', { description: 'Where files failed.' }),
    failures: t.exposeInt('failures', { description: failures }),
    stillOpen: t.exposeInt('stillOpen', { description: stillOpen }),
  }),
});

const DayCountType = builder.objectRef<DayCount>('DayCount').implement({
  description: 'How often files failed on a business day.',
  fields: (t) => ({
    date: t.expose('date', { description: 'The business day.', type: 'Date' }),
    failures: t.exposeInt('failures', { description: failures }),
  }),
});

const DashboardType = builder.objectRef<Dashboard>('Dashboard').implement({
  description: "A business day's failures.",
  fields: (t) => ({
    date: t.expose('date', { description: 'The business day that it is about.', type: 'Date' }),
    from: t.expose('from', { type: 'DateTime', description: 'First instant of the day.' }),
    to: t.expose('to', { type: 'DateTime', description: 'First instant after the day.' }),
    failures: t.exposeInt('failures', { description: failures }),
    stillOpen: t.exposeInt('stillOpen', { description: stillOpen }),
    suppliers: t.exposeInt('suppliers', { description: 'Suppliers with at least one failure.' }),
    topReasons: t.expose('topReasons', {
      type: [ReasonCount],
      extensions: costs({ rows: 0, size: 5 }),
      description: 'The five most frequent.',
    }),
    byStage: t.expose('byStage', {
      type: [StageCount],
      extensions: costs({ rows: 0, size: 32 }),
      description: 'Most failures first.',
    }),
    byHour: t.exposeIntList('byHour', {
      description:
        '24 numbers: failures by the hour that the clock in the business time zone showed. An hour that a clock ' +
        'change repeats counts both, one that it leaves out none.',
    }),
    daily: t.expose('daily', {
      type: [DayCountType],
      extensions: costs({ rows: 0, size: 14 }),
      description: 'Each of the 14 days that end with date, oldest first.',
    }),
  }),
});

builder.queryField('dashboard', (t) =>
  t.field({
    type: DashboardType,
    extensions: costs({ rows: ofDays(14) }),
    authScopes: { may: 'READ' },
    description: 'The failures of a business day, of yesterday unless date says otherwise.',
    args: { date: t.arg({ description: 'The business day; absent: yesterday.', type: 'Date' }) },
    resolve: (_root, { date }, ctx) => readDashboard(ctx, date ?? undefined),
  }),
);
