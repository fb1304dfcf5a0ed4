import { Bucket } from '../feeds/profile-schema.ts';
import { builder } from '../graphql/builder.ts';
import type { AssigneeFilter, QueueFilter } from './filter.ts';
import { InvestigationStatusType, ReasonCodeType } from './investigation-schema.ts';
import type { QueuePreset } from './queue-preset.ts';
import type { Sort } from './sort.ts';

const AssigneeFilterInput = builder.inputRef<AssigneeFilter>('AssigneeFilter').implement({
  description: 'Who works on it: any of those named here. Naming nobody at all fits no case.',
  fields: (t) => ({
    ids: t.idList({ description: 'People by id.' }),
    me: t.boolean({ description: 'Whoever asks.' }),
    nobody: t.boolean({ description: 'Cases that nobody works on.' }),
  }),
});

export const QueueFilterInput = builder.inputRef<QueueFilter>('QueueFilter').implement({
  description:
    'Narrows a list of investigations; what is left out or null does not, an empty list fits none. ' +
    'At most 500 values in a list.',
  fields: (t) => ({
    status: t.field({
      description: 'It stands in one of these ways.',
      type: [InvestigationStatusType],
    }),
    supplierId: t.int({ description: 'Short for one of supplierIds.' }),
    supplierIds: t.intList({ description: 'It is of one of these suppliers.' }),
    errorId: t.int({ description: 'Short for one of errorIds.' }),
    errorIds: t.intList({ description: 'Its error is one of these numbers.' }),
    stage: t.string({ description: 'Short for one of stages.' }),
    stages: t.stringList({ description: 'It failed at one of these stages.' }),
    buckets: t.field({
      type: [Bucket],
      description: 'The supplier is in one of them as of the last refresh.',
    }),
    reasonCodes: t.field({ type: [ReasonCodeType], description: 'Why it was closed.' }),
    assignee: t.field({ description: 'Who works on it.', type: AssigneeFilterInput }),
    snoozed: t.boolean({ description: 'Whether it is snoozed now.' }),
    text: t.string({
      description:
        "A part of the error, of the file's path or of the supplier's name, or the beginning of its " +
        'number; at most 128 characters. Among closed cases it looks 90 days back, unless `from` ' +
        'says otherwise.',
    }),
    from: t.field({ type: 'DateTime', description: 'It failed at or after this instant.' }),
    to: t.field({ type: 'DateTime', description: 'It failed before this instant.' }),
  }),
});

export const QueuePresetType = builder.enumType('QueuePreset', {
  description: 'A view of the queue. All but SNOOZED and EVERYTHING have what is open and awake.',
  values: {
    ALL_OPEN: { description: 'All of it.' },
    TODAY: { description: 'Failed on the business day it is now.' },
    YESTERDAY: { description: 'Failed on the business day before.' },
    MINE: { description: 'Whoever asks works on it.' },
    UNASSIGNED: { description: 'Nobody works on it.' },
    OLDER_THAN_A_DAY: { description: 'Failed more than 24 hours ago.' },
    SNOOZED: { description: 'Open, and asleep until some instant or success.' },
    EVERYTHING: { description: 'Open or closed, awake or asleep.' },
  } satisfies Record<QueuePreset, object>,
});

export const InvestigationSortType = builder.enumType('InvestigationSort', {
  description: 'An order of investigations; those equal in it come newest failure first.',
  values: {
    NEWEST: { description: 'Newest failure first.' },
    OLDEST: { description: 'Oldest failure first.' },
    SUPPLIER: { description: "By the supplier's number." },
    ERROR: { description: "By the error's number." },
    LONGEST_OPEN: { description: 'What Pricelens has known of the longest first.' },
    MOST_HIT_SUPPLIER: {
      description:
        'Suppliers with the most failures in the last 14 days first, whatever became of them, so that ' +
        'working on cases moves none.',
    },
  } satisfies Record<Sort, object>,
});
