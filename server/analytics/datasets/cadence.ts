import type { PostgresDataset } from '../dataset.ts';
import { modelFields } from '../model-fields.ts';

const supplierId = { sql: 't.supid', description: "The supplier's number in the warehouse." };

const profileFields = modelFields('CadenceProfile', {
  hidden: ['companyId'],
  details: {
    supplierId,
    successDays: { description: 'Success days in the window.' },
    medianGapDays: { description: 'The upper median of the gaps, in days; null without a gap.' },
    sdGap: { description: 'The standard deviation of the gaps, in days; null without a gap.' },
    daysSinceLast: { description: 'Days from the last success day to `asOf`.' },
    lastSuccessDate: { type: 'DATE', description: 'The last success day.' },
    bucket: { description: 'How regularly the supplier delivers.' },
    isAnomaly: { description: 'Whether it is silent for more than twice its median gap.' },
    timesOwnRhythm: { description: '`daysSinceLast` by `medianGapDays`; null without a gap.' },
    asOf: { type: 'DATE', description: 'The business day that the profile is true for.' },
    updatedAt: { description: 'When the refresh that wrote it ran.' },
  },
});

export const profiles: PostgresDataset = {
  name: 'profiles',
  description:
    'The cadence profiles of all suppliers that have one, as of the last refresh, by number.',
  engine: 'POSTGRES',
  from: 'cadence_profile AS t',
  unasked: {},
  fields: profileFields,
  key: profileFields.filter(({ name }) => name === 'supplierId'),
  order: [{ field: 'supplierId', direction: 'ASC' }],
};

const changeFields = modelFields('BucketChange', {
  hidden: ['companyId'],
  details: {
    supplierId,
    date: { type: 'DATE', description: 'The business day as of which it was seen.' },
    fromBucket: {
      name: 'from',
      description: 'The bucket before; null when seen for the first time.',
    },
    toBucket: { name: 'to', description: 'The bucket since.' },
    changedAt: { description: 'When the refresh that saw it ran.' },
  },
});

export const profileChanges: PostgresDataset = {
  name: 'profileChanges',
  description: 'Every change of a supplier’s bucket that a refresh saw, newest first.',
  engine: 'POSTGRES',
  from: 'cadence_bucket_change AS t',
  unasked: {},
  fields: changeFields,
  key: changeFields.filter(({ name }) => name === 'date' || name === 'supplierId'),
  order: [{ field: 'date', direction: 'DESC' }],
  supplierField: 'supplierId',
};

const dayFields = modelFields('CadenceDay', {
  hidden: ['companyId'],
  details: {
    supplierId,
    date: { type: 'DATE', description: 'The business day.' },
    hadFile: { description: 'Whether a price row was loaded.' },
    attempts: { description: 'Deliveries, or successes plus failures where those are not known.' },
    errors: { description: 'Failures.' },
    lastStage: { description: 'Where the last attempt ended; null when nobody said.' },
  },
});

export const cadenceDays: PostgresDataset = {
  name: 'cadenceDays',
  description:
    'What arrived from each supplier on each business day, newest first. A day on which nothing arrived ' +
    'is not there.',
  engine: 'POSTGRES',
  from: 'cadence_daily AS t',
  unasked: {},
  fields: dayFields,
  key: dayFields.filter(({ name }) => name === 'date' || name === 'supplierId'),
  order: [{ field: 'date', direction: 'DESC' }],
  supplierField: 'supplierId',
};
