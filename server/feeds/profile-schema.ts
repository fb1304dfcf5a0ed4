import type { Day } from '../core/business-time.ts';
import { builder } from '../graphql/builder.ts';
import { nextExpectedDate, type Bucket as BucketName } from './cadence.ts';
import type { Profile } from './read-profile.ts';

export const Bucket = builder.enumType('Bucket', {
  description: 'How regularly a supplier delivers.',
  values: {
    CONSISTENT: { description: 'Its gaps differ by no more than half of their median.' },
    INCONSISTENT: { description: 'Its gaps differ by more.' },
    NEW: { description: 'It has succeeded on one day, less than 28 days ago.' },
    DEAD: { description: 'It has been silent for 28 days or longer.' },
  } satisfies Record<BucketName, object>,
});

export const ProfileType = builder.objectRef<Profile>('CadenceProfile').implement({
  description: 'How regularly a supplier delivers, as of a day. Gaps and ages are in days.',
  fields: (t) => ({
    supplierId: t.exposeInt('supplierId', {
      description: "The supplier's number in the warehouse.",
    }),
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
      description: 'The population standard deviation of the gaps, in days; null without a gap.',
    }),
    daysSinceLast: t.exposeInt('daysSinceLast', {
      description: 'Days from the last success day to asOf.',
    }),
    lastSuccessDate: t.expose('lastSuccessDate', {
      type: 'Date',
      description: 'The last success day.',
    }),
    bucket: t.expose('bucket', { type: Bucket, description: 'What follows from the rest.' }),
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
      resolve: (profile) => nextExpectedDate(profile),
    }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The business day this is true for.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it was worked out: by the last refresh or, for a day asked for, just now.',
    }),
  }),
});

interface BucketChange {
  supplierId: number;
  date: Day;
  from: BucketName | null;
  to: BucketName;
  changedAt: string;
}

export const BucketChangeType = builder.objectRef<BucketChange>('BucketChange').implement({
  description: 'A supplier came from one bucket to another.',
  fields: (t) => ({
    supplierId: t.exposeInt('supplierId', {
      description: "The supplier's number in the warehouse.",
    }),
    date: t.expose('date', {
      type: 'Date',
      description: 'The business day as of which it was seen.',
    }),
    from: t.expose('from', {
      type: Bucket,
      nullable: true,
      description: 'null when the supplier was seen for the first time.',
    }),
    to: t.expose('to', { type: Bucket, description: 'Its bucket since.' }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When the refresh that saw it ran.',
    }),
  }),
});
