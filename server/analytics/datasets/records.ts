import type { Field, PostgresDataset } from '../dataset.ts';
import { modelFields } from '../model-fields.ts';

const seq: Field = {
  name: 'seq',
  type: 'INT',
  sql: 't.seq',
  isNullable: false, // see `where`
  description: 'The place in the log.',
};

export const events: PostgresDataset = {
  name: 'events',
  description:
    'The events that the caller may see, last in the log first: for questions about what happened. ' +
    'To follow the log from a place in it, use `eventLog` and the subscription.',
  engine: 'POSTGRES',
  from: 'event AS t',
  where: 't.seq IS NOT NULL',
  unasked: { seq: 't.seq', companyId: 't.company_id', payload: 't.payload' },
  fields: modelFields('Event', {
    hidden: ['id', 'seq', 'companyId', 'payload'],
    details: {
      kind: { type: 'ENUM', enumName: 'EventKind', description: 'What happened.' },
      entityId: {
        description:
          "What it happened to: an investigation's id, a supplier's or error's number, a run's id.",
      },
      actor: { description: "Who did it: a person's or a key's name, or `job <name>`." },
      actorId: { description: "The person's or key's id; null for jobs." },
      at: { description: 'When it happened.' },
    },
  }),
  key: [seq],
  order: [{ field: 'seq', direction: 'DESC' }],
};

const runFields = modelFields('JobRun', {
  // why a run failed is not for everybody, and whoever may look for it may find it out
  hidden: ['companyId', 'error', 'cancelledBy'],
  details: {
    id: { type: 'UUID', description: 'Its id.' },
    job: { description: "The job's name." },
    forDate: { type: 'DATE', description: 'The business day it brings everything up to date for.' },
    state: { description: 'Where it is.' },
    attempts: { description: 'How often it was begun.' },
    queuedAt: { description: 'When it was asked for, the last time.' },
    startedAt: { description: 'When the last attempt began; null before the first.' },
    finishedAt: { description: 'When the last attempt ended; null while it runs.' },
    rows: { description: "What it was about, by the job's own count; null until it ends well." },
    progress: { description: 'The last sentence it gave about itself; null before the first.' },
  },
});

export const jobRuns: PostgresDataset = {
  name: 'jobRuns',
  description: 'All runs of jobs that are kept, last asked for first.',
  engine: 'POSTGRES',
  from: 'job_run AS t',
  unasked: { error: 't.error', cancelledBy: 't.cancelled_by' },
  fields: runFields,
  key: runFields.filter(({ name }) => name === 'id'),
  order: [{ field: 'queuedAt', direction: 'DESC' }],
};
