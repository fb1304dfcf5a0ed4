import { findSupplier } from '../feeds/find-supplier.ts';
import { Supplier } from '../feeds/supplier-schema.ts';
import { builder } from '../graphql/builder.ts';
import { costs, pageAround } from '../graphql/field-cost.ts';
import { investigationsRead, NARROW, ofDays } from './cost.ts';
import { QueueFilterInput, QueuePresetType } from './filter-schema.ts';
import type { Grouping } from './group.ts';
import { listGroups, type GroupPage, type InvestigationGroup } from './list-groups.ts';

export const GroupingType = builder.enumType('InvestigationGrouping', {
  description: 'What cases are put together by.',
  values: {
    ERROR: { description: 'The same error.' },
    SUPPLIER: { description: 'The same supplier.' },
    STAGE: { description: 'Failed at the same stage.' },
  } satisfies Record<Grouping, object>,
});

const notGrouped = 'null when they are not grouped by it.';

const GroupType = builder.objectRef<InvestigationGroup>('InvestigationGroup').implement({
  description: 'Cases that have something in common.',
  fields: (t) => ({
    errorId: t.exposeInt('errorId', { nullable: true, description: `The error; ${notGrouped}` }),
    errorText: t.exposeString('errorText', {
      nullable: true,
      description: `The error in the words of the newest case; ${notGrouped}`,
    }),
    supplierId: t.exposeInt('supplierId', {
      nullable: true,
      description: `The supplier; ${notGrouped}`,
    }),
    supplier: t.field({
      type: Supplier,
      nullable: true,
      description: notGrouped,
      resolve: ({ supplierId }, _args, ctx) =>
        supplierId === null ? null : findSupplier(ctx, supplierId),
    }),
    stage: t.exposeString('stage', { nullable: true, description: `The stage; ${notGrouped}` }),
    count: t.exposeInt('cases', { description: 'How many cases it has.' }),
    suppliers: t.exposeInt('suppliers', { description: 'How many suppliers they are of.' }),
    firstSeen: t.expose('firstSeen', { type: 'DateTime', description: 'The oldest failure.' }),
    lastSeen: t.expose('lastSeen', { type: 'DateTime', description: 'The newest failure.' }),
    spark: t.exposeIntList('spark', {
      description:
        'Failures of the same kind on each of the 14 business days that end today, oldest first, ' +
        'whatever became of them.',
    }),
    filter: t.expose('filter', {
      type: 'JSON',
      description:
        'The QueueFilter that shows its cases: pass it on with the preset the group was found by.',
    }),
    cursor: t.exposeString('cursor', { description: 'Pass it as `after` to the same grouping.' }),
  }),
});

const GroupPageType = builder.objectRef<GroupPage>('InvestigationGroupPage').implement({
  description: 'Some groups, largest first.',
  fields: (t) => ({
    groups: t.expose('groups', {
      description: 'Largest first.',
      type: [GroupType],
      extensions: costs({ rows: 0, size: pageAround(50, 200) }),
    }),
    pageInfo: t.field({
      description: 'Where the part begins and ends.',
      type: builder.pageInfoRef(),
      extensions: costs({ rows: 0 }),
      resolve: ({ groups, hasNextPage, hasPreviousPage }) => ({
        hasNextPage,
        hasPreviousPage,
        startCursor: groups.at(0)?.cursor ?? null,
        endCursor: groups.at(-1)?.cursor ?? null,
      }),
    }),
    totalCount: t.exposeInt('totalCount', { description: 'Groups on all pages.' }),
  }),
});

builder.queryField('investigationGroups', (t) =>
  t.field({
    type: GroupPageType,
    extensions: costs({
      rows: (asked) => investigationsRead(asked) + ofDays(14)(asked),
      narrow: NARROW,
    }),
    authScopes: { may: 'READ' },
    description:
      'The queue put together by one or two keys; at most 200 groups at a time. Closed cases are looked ' +
      'at 30 days back, unless `filter.from` says otherwise.',
    args: {
      by: t.arg({ description: 'One or two keys.', type: [GroupingType], required: true }),
      preset: t.arg({
        description: 'Which view of the queue.',
        type: QueuePresetType,
        defaultValue: 'ALL_OPEN',
      }),
      filter: t.arg({
        description: 'What to narrow it to; absent: nothing.',
        type: QueueFilterInput,
      }),
      first: t.arg.int({ description: 'How many at most.', defaultValue: 50 }),
      after: t.arg.string({ description: 'A cursor of the same list in the same order.' }),
    },
    resolve: (_root, { preset, ...args }, ctx) =>
      listGroups(ctx, { preset: preset ?? 'ALL_OPEN', ...args }),
  }),
);
