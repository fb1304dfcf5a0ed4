import type { PostgresDataset } from '../dataset.ts';
import { modelFields } from '../model-fields.ts';

const fields = modelFields('Supplier', {
  hidden: ['companyId'],
  details: {
    supplierId: { sql: 't.supid', description: 'Its number in the warehouse.' },
    name: { description: 'Its name; null until somebody names it.' },
    owner: { description: 'Who of us looks after it; null until somebody says.' },
    contact: { description: 'How to reach it; null until somebody says.' },
    adminUrl: { description: 'Its page in the company’s own system; null until somebody says.' },
    pausedUntil: {
      description: 'Until when its silence is agreed on, also in the past; null when it never was.',
    },
    version: { description: 'Grows by one with every edit.' },
    createdAt: { description: 'When Pricelens first saw it.' },
  },
});

/** What its profile says as well, so that a list of suppliers goes by it. */
const profileFields = modelFields('CadenceProfile', {
  alias: 'p',
  isOptional: true,
  hidden: ['companyId', 'supplierId', 'asOf', 'updatedAt'],
  details: {
    successDays: { description: 'Its success days in the window; null without a profile.' },
    medianGapDays: { description: 'The upper median of its gaps, in days; null without a gap.' },
    sdGap: { description: 'The standard deviation of its gaps, in days; null without a gap.' },
    daysSinceLast: { description: 'Days since its last success; null without a profile.' },
    lastSuccessDate: { type: 'DATE', description: 'Its last success day; null without a profile.' },
    bucket: { description: 'How regularly it delivers; null without a profile.' },
    isAnomaly: {
      description:
        'Whether it is silent for more than twice its median gap; null without a profile.',
    },
    timesOwnRhythm: {
      description: 'Days since its last success by its median gap; null without a gap.',
    },
  },
});

export const suppliers: PostgresDataset = {
  name: 'suppliers',
  description: 'All suppliers that the warehouse ever told of, by number.',
  engine: 'POSTGRES',
  from: 'supplier AS t LEFT JOIN cadence_profile AS p ON p.company_id = t.company_id AND p.supid = t.supid',
  unasked: {},
  fields: [...fields, ...profileFields],
  key: fields.filter(({ name }) => name === 'supplierId'),
  order: [{ field: 'supplierId', direction: 'ASC' }],
  search: {
    description:
      'A part of the name, whatever the case, or the beginning of the number; at most 1,024 characters.',
    sql: 't.name ILIKE {pattern} OR t.supid::text LIKE {prefix}',
  },
};
