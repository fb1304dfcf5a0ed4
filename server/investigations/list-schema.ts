import { builder } from '../graphql/builder.ts';
import { cursorOf } from './cursor.ts';
import type { InvestigationFilter } from './filter.ts';
import { findInvestigation } from './find-investigation.ts';
import { InvestigationStatusType, InvestigationType } from './investigation-schema.ts';
import type { Investigation } from './investigation.ts';
import { listInvestigations } from './list.ts';
import type { InvestigationPage } from './page.ts';
import { countPresets, listQueue, type QueueCount } from './queue.ts';

export const InvestigationFilterInput = builder
  .inputRef<InvestigationFilter>('InvestigationFilter')
  .implement({
    description: 'Narrows a list of investigations; what is left out or null does not.',
    fields: (t) => ({
      status: t.field({ type: [InvestigationStatusType] }),
      supplierId: t.int(),
      errorId: t.int(),
      stage: t.string(),
      from: t.field({ type: 'DateTime', description: 'It failed at or after this instant.' }),
      to: t.field({ type: 'DateTime', description: 'It failed before this instant.' }),
    }),
  });

const QueuePresetType = builder.enumType('QueuePreset', {
  description: 'A view of the queue by when the failure happened.',
  values: {
    ALL_OPEN: { description: 'All of it.' },
    TODAY: { description: 'On the business day it is now.' },
    YESTERDAY: { description: 'On the business day before.' },
    OLDER_THAN_A_DAY: { description: 'More than 24 hours ago.' },
  },
});

const InvestigationEdge = builder.objectRef<Investigation>('InvestigationEdge').implement({
  description: 'An investigation and its place in the list.',
  fields: (t) => ({
    cursor: t.string({ resolve: cursorOf }),
    node: t.field({ type: InvestigationType, resolve: (investigation) => investigation }),
  }),
});

export const InvestigationConnection = builder
  .objectRef<InvestigationPage>('InvestigationConnection')
  .implement({
    description: 'A part of a list of investigations, newest failure first.',
    fields: (t) => ({
      edges: t.field({
        type: [InvestigationEdge],
        resolve: ({ investigations }) => investigations,
      }),
      pageInfo: t.field({ type: builder.pageInfoRef(), resolve: pageInfo }),
      totalCount: t.int({ description: 'Of all pages.', resolve: ({ countAll }) => countAll() }),
    }),
  });

const QueueCountType = builder.objectRef<QueueCount>('QueueCount').implement({
  description: 'How many cases a view of the queue has.',
  fields: (t) => ({
    preset: t.expose('preset', { type: QueuePresetType }),
    count: t.exposeInt('count'),
  }),
});

builder.queryFields((t) => ({
  queue: t.field({
    type: InvestigationConnection,
    description: 'What is open and not snoozed, newest failure first; at most 500 at a time.',
    args: {
      preset: t.arg({ type: QueuePresetType, defaultValue: 'ALL_OPEN' }),
      filter: t.arg({ type: InvestigationFilterInput }),
      first: t.arg.int({ defaultValue: 50 }),
      after: t.arg.string(),
    },
    resolve: (_root, { preset, ...args }, ctx) =>
      listQueue(ctx, { preset: preset ?? 'ALL_OPEN', ...args }),
  }),
  queueCounts: t.field({
    type: [QueueCountType],
    description: 'Every view of the queue once.',
    resolve: (_root, _args, ctx) => countPresets(ctx),
  }),
  investigations: t.field({
    type: InvestigationConnection,
    description:
      'All investigations, newest failure first; 50 unless `first` or `last` says otherwise, at most 500.',
    args: {
      filter: t.arg({ type: InvestigationFilterInput }),
      first: t.arg.int(),
      after: t.arg.string(),
      last: t.arg.int(),
      before: t.arg.string(),
    },
    resolve: (_root, args, ctx) => listInvestigations(ctx, args),
  }),
  investigation: t.field({
    type: InvestigationType,
    nullable: true,
    description: 'null when there is none of this id.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { pg, company }) => findInvestigation(pg, company.id, id),
  }),
}));

function pageInfo({ investigations, hasNextPage, hasPreviousPage }: InvestigationPage) {
  const [first, last] = [investigations.at(0), investigations.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: first ? cursorOf(first) : null,
    endCursor: last ? cursorOf(last) : null,
  };
}
