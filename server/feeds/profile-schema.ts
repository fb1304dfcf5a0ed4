import { dayOfDate } from '../core/business-time.ts';
import { builder } from '../graphql/builder.ts';
import { nextExpectedDate, type Bucket as BucketName } from './cadence.ts';

export const Bucket = builder.enumType('Bucket', {
  description: 'How regularly a supplier delivers.',
  values: {
    CONSISTENT: { description: 'Its gaps differ by no more than half of their median.' },
    INCONSISTENT: { description: 'Its gaps differ by more.' },
    NEW: { description: 'It has succeeded on one day, less than 28 days ago.' },
    DEAD: { description: 'It has been silent for 28 days or longer.' },
  } satisfies Record<BucketName, object>,
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
