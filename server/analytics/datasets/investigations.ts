import { countEverything } from '../../investigations/count-presets.ts';
import type { PostgresDataset } from '../dataset.ts';
import { modelFields } from '../model-fields.ts';

const fields = modelFields('Investigation', {
  hidden: ['companyId', 'identity', 'awaitsSuccessAfter'],
  details: {
    id: { type: 'UUID', description: 'Its id.' },
    eventAt: { description: 'When the file failed.' },
    supplierId: { sql: 't.supid', description: "The supplier's number in the warehouse." },
    errorId: { description: "The error's number in the dictionary." },
    errorText: { description: 'The error in words.' },
    stage: { description: 'Where it failed, e.g. `consolidate`.' },
    filePath: { description: 'The file that failed; null when nobody told.' },
    extra: { description: 'What else the robot told; null when nothing.' },
    source: { description: 'Who told of the failure.' },
    status: { description: 'Whether somebody still has to look at it.' },
    note: { description: 'The newest note; null when none was written.' },
    reasonCode: { description: 'Why it was closed the way it was; null while nobody said.' },
    investigator: { description: 'Who changed it last; null when no person has.' },
    investigatedAt: { description: 'When a person changed it last; null when none has.' },
    assigneeId: { description: 'The id of who works on it; null when nobody does.' },
    snoozedUntil: {
      sql: "NULLIF(t.snoozed_until, 'infinity')",
      description: 'Until when it is asleep; null when it has no time to wake at.',
    },
    version: { description: 'Grows by one with every change.' },
    createdAt: { description: 'When Pricelens learnt of the failure.' },
  },
});

export const investigations: PostgresDataset = {
  name: 'investigations',
  description: 'All investigations there ever were, open and closed, newest failure first.',
  engine: 'POSTGRES',
  from: 'investigation AS t',
  unasked: {},
  fields: [
    ...fields,
    {
      name: 'awaitsSuccess',
      type: 'BOOLEAN',
      sql: "(t.snoozed_until IS NOT DISTINCT FROM 'infinity')",
      isNullable: false,
      description: 'Whether it sleeps until its supplier succeeds again.',
    },
  ],
  key: fields.filter(({ name }) => name === 'id'),
  order: [{ field: 'eventAt', direction: 'DESC' }],
  supplierField: 'supplierId',
  countAll: countEverything,
};
