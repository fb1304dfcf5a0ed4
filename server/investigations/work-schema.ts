import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { OnlyForPeople, PersonNotFound } from './assign.ts';
import { InvestigationType, ReasonCodeType } from './investigation-schema.ts';
import type { SnoozeInput, SnoozePreset } from './snooze.ts';
import {
  AlreadyClaimed,
  InvestigationNotFound,
  VersionConflict,
  WrongStatus,
} from './work-errors.ts';
import {
  addNote,
  assignment,
  claim,
  reopenInvestigation,
  resolveInvestigation,
  snooze,
  workOn,
} from './work.ts';

export const ResolutionType = builder.enumType('Resolution', {
  description: 'How a case is closed.',
  values: {
    RESOLVED: { description: 'Its cause is mended.' },
    UNRESOLVED: { description: 'Given up: it could not be mended.' },
  },
});

const ResolveInput = builder.inputType('ResolveInvestigationInput', {
  description: 'How to close a case.',
  fields: (t) => ({
    id: t.id({ description: 'Which one.', required: true }),
    version: t.int({ required: true, description: 'Of the investigation as the caller saw it.' }),
    resolution: t.field({ description: 'How it is closed.', type: ResolutionType, required: true }),
    note: t.string({
      description: 'At most 10,000 characters. Without one, the note it has stays.',
    }),
    reasonCode: t.field({
      description: 'Why it is closed this way; absent: nobody says.',
      type: ReasonCodeType,
    }),
  }),
});

const SnoozePresetType = builder.enumType('SnoozePreset', {
  description: 'An end of a sleep that is no instant of the caller’s.',
  values: {
    TOMORROW_MORNING: { description: 'Tomorrow at 09:00 in the business time zone.' },
    NEXT_SUCCESS: {
      description:
        'When a refresh of the profiles sees a success of the supplier that is newer than the newest ' +
        'known now.',
    },
  } satisfies Record<SnoozePreset, object>,
});

export const SnoozeInputType = builder.inputRef<SnoozeInput>('SnoozeInput').implement({
  description: 'Until when a case is to stay out of the queue; one of the two.',
  fields: (t) => ({
    until: t.field({ type: 'DateTime', description: 'To come, and at most a year away.' }),
    preset: t.field({
      description: 'An end that is no instant of the caller’s.',
      type: SnoozePresetType,
    }),
  }),
});

const seen = builder.args((t) => ({
  id: t.id({ required: true, description: 'Which one.' }),
  version: t.int({ required: true, description: 'Of the investigation as the caller saw it.' }),
}));

const notThere = [InvestigationNotFound, VersionConflict] as const;

builder.mutationFields((t) => ({
  resolveInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Closes an open investigation, and wakes it if it sleeps.',
    errors: { types: [InvalidInput, ...notThere, WrongStatus] },
    args: { input: t.arg({ description: 'How to close it.', type: ResolveInput, required: true }) },
    resolve: (_root, { input }, ctx) => resolveInvestigation(ctx, input),
  }),
  reopenInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Opens a closed investigation again; its note stays.',
    errors: { types: [...notThere, WrongStatus] },
    args: seen,
    resolve: (_root, args, ctx) => reopenInvestigation(ctx, args),
  }),
  addNote: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description:
      'Writes a note, which is then the newest; the status stays what it is, and older notes stay in ' +
      'the timeline. Goes together with whatever others did meanwhile.',
    errors: { types: [InvalidInput, ...notThere] },
    args: {
      ...seen,
      note: t.arg.string({ required: true, description: 'At most 10,000 characters.' }),
    },
    resolve: (_root, args, ctx) => addNote(ctx, args),
  }),
  claimInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Gives an open investigation to the caller if nobody has it.',
    errors: { types: [...notThere, WrongStatus, AlreadyClaimed, OnlyForPeople] },
    args: seen,
    resolve: async (_root, args, ctx) => workOn(ctx, args, await claim(ctx)),
  }),
  assignInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Gives an investigation to a person of the company, or to nobody.',
    errors: { types: [...notThere, PersonNotFound] },
    args: {
      ...seen,
      assigneeId: t.arg.id({ description: 'Absent or null: nobody.' }),
    },
    resolve: async (_root, { assigneeId, ...args }, ctx) =>
      workOn(ctx, args, await assignment(ctx, assigneeId ?? null)),
  }),
  snoozeInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Takes an open investigation out of the queue until a time.',
    errors: { types: [InvalidInput, ...notThere, WrongStatus] },
    args: {
      ...seen,
      until: t.arg({ description: 'Until when.', type: SnoozeInputType, required: true }),
    },
    resolve: (_root, { until, ...args }, ctx) => workOn(ctx, args, snooze(ctx, until)),
  }),
  wakeInvestigation: t.field({
    type: InvestigationType,
    authScopes: { may: 'WORK' },
    description: 'Puts a snoozed investigation back into the queue now.',
    errors: { types: [...notThere] },
    args: seen,
    resolve: (_root, args, ctx) => workOn(ctx, args, { kind: 'WAKE' }),
  }),
}));
