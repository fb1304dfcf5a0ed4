import { builder } from '../graphql/builder.ts';
import { costs, pageAround, pageOf } from '../graphql/field-cost.ts';
import { investigationsAround, NARROW, ofEachPreset, presetsOf } from './cost.ts';
import { countPresets, type QueueCount } from './count-presets.ts';
import { InvestigationSortType, QueueFilterInput, QueuePresetType } from './filter-schema.ts';
import { findInvestigation } from './find-investigation.ts';
import { InvestigationType } from './investigation-schema.ts';
import type { InvestigationEdge, InvestigationPage } from './page.ts';
import { listQueue } from './queue.ts';

const InvestigationEdgeType = builder.objectRef<InvestigationEdge>('InvestigationEdge').implement({
  description: 'An investigation and its place in the list.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Pass it as `after` to the same list in the same order.',
      resolve: ({ cursor }) => cursor(),
    }),
    node: t.expose('node', {
      description: 'The investigation.',
      type: InvestigationType,
      extensions: costs({ rows: 0 }),
    }),
  }),
});

export const InvestigationConnection = builder
  .objectRef<InvestigationPage>('InvestigationConnection')
  .implement({
    description: 'A part of a list of investigations.',
    fields: (t) => ({
      edges: t.expose('edges', {
        description: 'In the order asked for.',
        type: [InvestigationEdgeType],
        extensions: costs({ rows: 0, size: pageAround(50, 500) }),
      }),
      pageInfo: t.field({
        description: 'Where the part begins and ends.',
        type: builder.pageInfoRef(),
        extensions: costs({ rows: 0 }),
        resolve: pageInfo,
      }),
      totalCount: t.int({
        description: 'Of all pages.',
        extensions: costs({ rows: investigationsAround, narrow: NARROW }),
        resolve: ({ countAll }) => countAll(),
      }),
    }),
  });

const QueueCountType = builder.objectRef<QueueCount>('QueueCount').implement({
  description: 'How many cases a view of the queue has.',
  fields: (t) => ({
    preset: t.expose('preset', { description: 'Which view.', type: QueuePresetType }),
    count: t.int({
      description: 'How many cases it has now.',
      extensions: costs({ rows: ofEachPreset }),
      resolve: ({ count }) => count(),
    }),
  }),
});

builder.queryFields((t) => ({
  queue: t.field({
    type: InvestigationConnection,
    extensions: costs({ rows: pageOf(50, 500) }),
    authScopes: { may: 'READ' },
    description:
      'What is open and not snoozed, or what another preset shows; at most 500 at a time.',
    args: {
      preset: t.arg({
        description: 'Which view of the queue.',
        type: QueuePresetType,
        defaultValue: 'ALL_OPEN',
      }),
      filter: t.arg({
        description: 'What to narrow it to; absent: nothing.',
        type: QueueFilterInput,
      }),
      sort: t.arg({
        description: 'In which order.',
        type: InvestigationSortType,
        defaultValue: 'NEWEST',
      }),
      first: t.arg.int({ description: 'How many at most.', defaultValue: 50 }),
      after: t.arg.string({ description: 'A cursor of the same list in the same order.' }),
    },
    resolve: (_root, { preset, ...args }, ctx) =>
      listQueue(ctx, { preset: preset ?? 'ALL_OPEN', ...args }),
  }),
  queueCounts: t.field({
    type: [QueueCountType],
    extensions: costs({ rows: 0, size: (asked) => presetsOf(asked).length }),
    authScopes: { may: 'READ' },
    description: 'Every view of the queue once.',
    args: {
      presets: t.arg({ type: [QueuePresetType], description: 'Only these; absent: all.' }),
    },
    resolve: (_root, { presets }, ctx) =>
      countPresets(ctx).filter(({ preset }) => !presets || presets.includes(preset)),
  }),
  investigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'READ' },
    nullable: true,
    description: 'null when there is none of this id.',
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: (_root, { id }, { pg, company }) => findInvestigation(pg, company.id, id),
  }),
}));

function pageInfo({ edges, hasNextPage, hasPreviousPage }: InvestigationPage) {
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: edges.at(0)?.cursor() ?? null,
    endCursor: edges.at(-1)?.cursor() ?? null,
  };
}
