import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { OnlyForPeople, PersonNotFound } from './assign.ts';
import {
  MoreThanShown,
  TooManyInvestigations,
  workOnMany,
  type Matching,
  type Selection,
} from './bulk.ts';
import { chosen } from './cost.ts';
import { QueueFilterInput, QueuePresetType } from './filter-schema.ts';
import { InvestigationType, ReasonCodeType } from './investigation-schema.ts';
import type { SeenVersion, Work } from './work-apply.ts';
import {
  AlreadyClaimed,
  InvestigationNotFound,
  VersionConflict,
  WrongStatus,
} from './work-errors.ts';
import { ResolutionType, SnoozeInputType } from './work-schema.ts';
import { assignment, claim, noteOf, resolution, snooze } from './work.ts';

builder.objectType(TooManyInvestigations, {
  name: 'TooManyInvestigations',
  description: 'More cases than one change may have; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'As many may change at a time.' }),
  }),
});

builder.objectType(MoreThanShown, {
  name: 'MoreThanShown',
  description: 'More cases match than the caller was shown; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    shown: t.exposeInt('shown', { description: 'As many the caller saw.' }),
    matching: t.exposeInt('matching', { description: 'As many match now.' }),
  }),
});

const SeenInput = builder.inputRef<SeenVersion>('SeenInvestigationInput').implement({
  description: 'An investigation as the caller saw it.',
  fields: (t) => ({
    id: t.id({ description: 'Which one.', required: true }),
    version: t.int({ description: 'As the caller saw it.', required: true }),
  }),
});

const MatchingInput = builder.inputRef<Matching>('MatchingInvestigationsInput').implement({
  description: 'Everything that a view of the queue shows.',
  fields: (t) => ({
    preset: t.field({ description: 'Which view.', type: QueuePresetType, required: true }),
    filter: t.field({
      description: 'What the view is narrowed to; absent: nothing.',
      type: QueueFilterInput,
    }),
    count: t.int({
      required: true,
      description:
        'How many the caller saw that to be. When more match by now, nothing is done (`MoreThanShown`): ' +
        'nobody has looked at what came. When fewer do, others were quicker, and the rest is done.',
    }),
  }),
});

const SelectionInput = builder.inputRef<Selection>('InvestigationSelectionInput').implement({
  description: 'Which investigations to change, at most 10,000; one of the two.',
  fields: (t) => ({
    selected: t.field({ description: 'These, each as the caller saw it.', type: [SeenInput] }),
    matching: t.field({
      description: 'Everything that a view of the queue shows.',
      type: MatchingInput,
    }),
  }),
});

const WorkRefusal = builder.errorUnion('WorkRefusal', {
  description: 'Why an investigation was not changed.',
  types: [InvestigationNotFound, VersionConflict, WrongStatus, AlreadyClaimed],
});

const WorkPayload = builder.objectRef<Work>('WorkPayload').implement({
  description: 'What became of a change of many investigations.',
  fields: (t) => ({
    changed: t.int({
      description: 'How many were changed.',
      resolve: ({ changed }) => changed.length,
    }),
    unchanged: t.int({
      description: 'How many were already so.',
      resolve: ({ unchanged }) => unchanged.length,
    }),
    refused: t.field({
      type: [WorkRefusal],
      extensions: costs({ rows: 0, size: chosen }),
      description: 'Those that the change did not fit; the others were changed nevertheless.',
      resolve: ({ refused }) => refused,
    }),
    investigations: t.field({
      type: [InvestigationType],
      extensions: costs({ rows: 0, size: chosen }),
      description: 'Those that were changed, as they are now, in no particular order.',
      resolve: ({ changed }) => changed,
    }),
    undoToken: t.exposeID('undoToken', {
      nullable: true,
      description:
        'Hand it to `undoWork` within 30 seconds to take all of it back; null when nothing changed.',
    }),
  }),
});

const which = builder.args((t) => ({
  which: t.field({ type: SelectionInput, required: true, description: 'Which ones.' }),
}));
const tooMuch = [InvalidInput, TooManyInvestigations, MoreThanShown] as const;

builder.mutationFields((t) => ({
  resolveInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Closes open investigations, and wakes those that sleep.',
    errors: { types: [...tooMuch] },
    args: {
      ...which,
      resolution: t.arg({
        description: 'How they are closed.',
        type: ResolutionType,
        required: true,
      }),
      note: t.arg.string({ description: 'Of all of them; without one, each keeps its own.' }),
      reasonCode: t.arg({
        description: 'Why they are closed this way; absent: nobody says.',
        type: ReasonCodeType,
      }),
    },
    resolve: (_root, { which, ...input }, ctx) => workOnMany(ctx, which, resolution(input)),
  }),
  reopenInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Opens closed investigations again; their notes stay.',
    errors: { types: [...tooMuch] },
    args: which,
    resolve: (_root, { which }, ctx) => workOnMany(ctx, which, { kind: 'REOPEN' }),
  }),
  addNotes: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Writes the same note on investigations, whatever their status.',
    errors: { types: [...tooMuch] },
    args: {
      ...which,
      note: t.arg.string({ required: true, description: 'At most 10,000 characters.' }),
    },
    resolve: (_root, { which, note }, ctx) => workOnMany(ctx, which, noteOf(note)),
  }),
  claimInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Gives the caller those of the open investigations that nobody has.',
    errors: { types: [...tooMuch, OnlyForPeople] },
    args: which,
    resolve: async (_root, { which }, ctx) => workOnMany(ctx, which, await claim(ctx)),
  }),
  assignInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Gives investigations to a person of the company, or to nobody.',
    errors: { types: [...tooMuch, PersonNotFound] },
    args: { ...which, assigneeId: t.arg.id({ description: 'Absent or null: nobody.' }) },
    resolve: async (_root, { which, assigneeId }, ctx) =>
      workOnMany(ctx, which, await assignment(ctx, assigneeId ?? null)),
  }),
  snoozeInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Takes open investigations out of the queue until a time.',
    errors: { types: [...tooMuch] },
    args: {
      ...which,
      until: t.arg({ description: 'Until when.', type: SnoozeInputType, required: true }),
    },
    resolve: (_root, { which, until }, ctx) => workOnMany(ctx, which, snooze(ctx, until)),
  }),
  wakeInvestigations: t.field({
    type: WorkPayload,
    authScopes: { may: 'WORK' },
    description: 'Puts snoozed investigations back into the queue now.',
    errors: { types: [...tooMuch] },
    args: which,
    resolve: (_root, { which }, ctx) => workOnMany(ctx, which, { kind: 'WAKE' }),
  }),
}));
