import { builder } from '../graphql/builder.ts';
import { costs, pageOf } from '../graphql/field-cost.ts';
import { investigationsAround, ofDays, ofOneSupplier } from './cost.ts';
import { InvestigationSortType, QueueFilterInput, QueuePresetType } from './filter-schema.ts';
import {
  InvestigationStatusType,
  InvestigationType,
  ReasonCodeType,
} from './investigation-schema.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';
import {
  listOtherOpenCases,
  readSimilarCases,
  type Outcome,
  type SimilarCases,
  type Similarity,
} from './similar-cases.ts';

const MAX_OTHERS = 100;

const SimilarityType = builder.enumType('Similarity', {
  description: 'What makes a case similar.',
  values: {
    SUPPLIER_AND_ERROR: { description: 'The same supplier and error, in the year before.' },
    ERROR: { description: 'The same error of whatever supplier, in the 30 days before.' },
  } satisfies Record<Similarity, object>,
});

const OutcomeType = builder.objectRef<Outcome>('CaseOutcome').implement({
  description: 'How many cases stand the same way for the same reason.',
  fields: (t) => ({
    status: t.expose('status', { description: 'How they stand.', type: InvestigationStatusType }),
    reasonCode: t.expose('reasonCode', {
      type: ReasonCodeType,
      nullable: true,
      description: 'null while open or when nobody said.',
    }),
    cases: t.exposeInt('cases', { description: 'How many.' }),
  }),
});

const SimilarCasesType = builder.objectRef<SimilarCases>('SimilarCases').implement({
  description: 'What became of the cases like one.',
  fields: (t) => ({
    cases: t.exposeInt('cases', { description: 'How many there were.' }),
    outcomes: t.expose('outcomes', {
      type: [OutcomeType],
      extensions: costs({ rows: 0, size: 20 }),
      description: 'Most cases first.',
    }),
    medianSecondsToClose: t.exposeFloat('medianSecondsToClose', {
      nullable: true,
      description:
        'The median time from when a closed one became known until its last change; null when none is ' +
        'closed.',
    }),
  }),
});

builder.objectFields(InvestigationType, (t) => ({
  similar: t.field({
    type: SimilarCasesType,
    extensions: costs({
      rows: (asked) => (asked.args['by'] === 'ERROR' ? ofDays(30)(asked) : ofOneSupplier(asked)),
    }),
    description: 'The cases like it that failed before it, and how they ended.',
    args: {
      by: t.arg({
        description: 'What makes a case similar.',
        type: SimilarityType,
        defaultValue: 'SUPPLIER_AND_ERROR',
      }),
    },
    resolve: (investigation, { by }, ctx) =>
      readSimilarCases(ctx, investigation, by ?? 'SUPPLIER_AND_ERROR'),
  }),
  otherOpenCases: t.field({
    type: [InvestigationType],
    extensions: costs({ rows: pageOf(5, MAX_OTHERS), size: pageOf(5, MAX_OTHERS) }),
    description: 'Open cases of the same supplier, without this one, newest failure first.',
    args: { first: t.arg.int({ defaultValue: 5, description: `1 to ${MAX_OTHERS}.` }) },
    resolve: (investigation, { first }, ctx) =>
      listOtherOpenCases(ctx, investigation, Math.min(Math.max(first ?? 5, 1), MAX_OTHERS)),
  }),
}));

const NeighboursType = builder.objectRef<Neighbours>('QueueNeighbours').implement({
  description: 'What stands around a case in a list.',
  fields: (t) => ({
    previous: t.expose('previous', {
      type: InvestigationType,
      nullable: true,
      description: 'null when it is the first.',
    }),
    next: t.expose('next', {
      type: InvestigationType,
      nullable: true,
      description: 'null when it is the last.',
    }),
    before: t.int({
      nullable: true,
      description:
        'How many come before it; null by MOST_HIT_SUPPLIER, where they are not counted.',
      extensions: costs({ rows: investigationsAround }),
      resolve: ({ before }) => before(),
    }),
  }),
});

builder.queryField('queueNeighbours', (t) =>
  t.field({
    type: NeighboursType,
    extensions: costs({ rows: 2 }),
    authScopes: { may: 'READ' },
    nullable: true,
    description:
      'The cases before and after one in the queue, whether it still belongs there or not; null when ' +
      'there is no such case.',
    args: {
      id: t.arg.id({ description: 'Which one.', required: true }),
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
    },
    resolve: (_root, { id, preset, filter, sort }, ctx) =>
      findNeighbours(ctx, id, { preset: preset ?? 'ALL_OPEN', filter, sort: sort ?? 'NEWEST' }),
  }),
);
